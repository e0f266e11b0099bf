import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

export type Fire = {
  /** As in serverless.yml. */
  readonly functionName: string;
  /** Events by name, the first of which is the usual one. */
  readonly events: Readonly<Record<string, object>>;
};

const describeUse = ({ events }: Fire): string =>
  `usage: fire.ts --stage STAGE [--event ${Object.keys(events).join('|')}] [--data JSON] [--dry-run]\n` +
  'AWS_ENDPOINT_URL, where it is set, says where AWS is.';

/** Invokes a deployed function and prints what it answers; a failure ends with exit code 1. */
export const fire = async (target: Fire): Promise<void> => {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string' },
      event: { type: 'string' },
      data: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [usual = ''] = Object.keys(target.events);
  const event = values.data ? JSON.parse(values.data) : target.events[values.event ?? usual];
  if (!values.stage || !event) {
    console.error(describeUse(target));
    process.exitCode = 2;
    return;
  }
  const lambda = new LambdaClient();
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: `tidemarket-${values.stage}-${target.functionName}`,
      Payload: JSON.stringify(values['dry-run'] ? { ...event, dryRun: true } : event),
    }),
  );
  lambda.destroy();
  console.log(JSON.stringify(JSON.parse(Payload?.transformToString() ?? 'null'), null, 2));
  if (FunctionError) process.exitCode = 1;
};
