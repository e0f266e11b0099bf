/** What is wrong with the name of a stage; undefined when serverless.yml has parameters for it. */
export const checkStage = (
  stage: string,
  params: Readonly<Record<string, unknown>>,
): string | undefined => {
  const known = Object.keys(params).filter((name) => name !== 'default');
  if (known.includes(stage)) return undefined;
  return `There is no stage "${stage}": serverless.yml has parameters for ${known.join(', ')}. Pass one of them as --stage, or add "params.${stage}".`;
};
