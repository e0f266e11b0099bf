import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

const findVersion = async (ssm: SSMClient, Name: string): Promise<number | undefined> => {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    return Parameter?.Version;
  } catch (error) {
    const { name } = error instanceof Error ? error : { name: '' };
    if (name === 'ParameterVersionNotFound' || name === 'ParameterNotFound') return undefined;
    throw error;
  }
};

/** What is wrong with the parameter, or its version, that holds the machine image's id. */
export const checkImage = async (
  ssm: SSMClient,
  { name, version }: { name: string; version: number | undefined },
): Promise<string | undefined> => {
  if (version && (await findVersion(ssm, `${name}:${version}`)) !== undefined) return undefined;
  const newest = await findVersion(ssm, name);
  if (newest === undefined)
    return `There is no parameter ${name} in this account and region: set "imageParameter" to one of aws ssm get-parameters-by-path --path /aws/service/ami-amazon-linux-latest.`;
  return version
    ? `Version ${version} of the machine image ${name} does not exist; the newest is ${newest}. Set "imageVersion" to ${newest}.`
    : `"imageVersion" is not set, so any deploy might replace every instance. Set it to ${newest}, the newest.`;
};
