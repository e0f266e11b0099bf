import type { Context } from '../context.ts';
import { checkSettings } from './check-settings.ts';
import { checkStage } from './check-stage.ts';

const failWith = ({ fail, stage }: Context, problems: readonly string[]): void => {
  if (problems.length === 0) return;
  fail(
    [`Stage ${stage()} cannot be deployed:`, ...problems.map((one) => `- ${one}`)].join('\n'),
    'CHECK_FAILED',
  );
};

/** Before serverless.yml is resolved: an unknown stage would only say that its parameters lack. */
export const runStageCheck = ({ serverless, fail }: Context): void => {
  const { params, provider } = serverless.configurationInput;
  const { isHelpRequest, options } = serverless.processedInput;
  const stage = options['stage'] ?? provider?.stage ?? 'dev';
  if (isHelpRequest || !params || typeof stage !== 'string') return;
  const problem = checkStage(stage, params);
  if (problem) fail(problem, 'UNKNOWN_STAGE');
};

/** What can be checked without AWS. */
export const runSettingsChecks = (context: Context): void =>
  failWith(
    context,
    checkSettings(context.settings(), { stage: context.stage(), region: context.region() }),
  );

/** What only AWS knows. */
export const runLiveChecks = async (context: Context): Promise<void> => {
  const { imageParameter, imageVersion: version, domain, hostedZoneId: id } = context.settings();
  const [{ checkImage }, { checkHostedZone }, { ssm, route53 }] = await Promise.all([
    import('./check-image.ts'),
    import('./check-hosted-zone.ts'),
    context.clients(),
  ]);
  const problems = await Promise.all([
    imageParameter ? checkImage(ssm, { name: imageParameter, version }) : undefined,
    domain && id ? checkHostedZone(route53, { id, domain }) : undefined,
  ]);
  failWith(
    context,
    problems.filter((one) => one !== undefined),
  );
};
