/** What osls was called with. */
export type CommandInput = {
  readonly commands: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly isHelpRequest: boolean;
};

/** Whether the command packages, as far as can be told before it runs. */
export const isPackaging = ({ commands, options, isHelpRequest }: CommandInput): boolean => {
  if (isHelpRequest) return false;
  const [first, second] = commands;
  // Of a deploy, the option names what was packaged before.
  const isDeploy = first === 'deploy' && second === undefined && options['package'] === undefined;
  return first === 'package' || first === 'storefront-plan' || isDeploy;
};
