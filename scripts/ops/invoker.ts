import {
  InvokeCommand,
  LambdaClient,
  type LambdaClientConfig,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { OpsError } from './ops-error.ts';

export type Invoker = {
  /** What the function answers. @throws OpsError with what it ended with, readable */
  readonly invoke: (functionName: string, event: object) => Promise<unknown>;
  readonly close: () => void;
};

const failure = z.looseObject({ errorType: z.string().optional(), errorMessage: z.string() });

const describeFailure = (payload: unknown, functionName: string, stage: string): string => {
  const parsed = failure.safeParse(payload);
  const log = `Its log: npx sls logs -f ${functionName} --stage ${stage} --startTime 10m`;
  if (!parsed.success) return `FAILED: ${JSON.stringify(payload)}\n${log}`;
  const { errorType = 'Error', errorMessage } = parsed.data;
  const said = `FAILED ${errorType}: ${errorMessage}`;
  // A failure that was foreseen says itself what to do.
  return /^[A-Z][A-Z_]+$/.test(errorType) ? said : `${said}\n${log}`;
};

const explain = (error: unknown, name: string): string => {
  if (error instanceof ResourceNotFoundException) {
    return `There is no function ${name}: is the stage's name right, and is it deployed?`;
  }
  if (!(error instanceof Error)) return String(error);
  return `${name} could not be invoked: ${error.name}: ${error.message}`;
};

/** Invokes the functions of a stage. */
export const createInvoker = (stage: string, client: LambdaClientConfig): Invoker => {
  // Once only: what was sent twice would be done twice.
  const lambda = new LambdaClient({ ...client, maxAttempts: 1 });
  return {
    invoke: async (functionName, event) => {
      const name = `tidemarket-${stage}-${functionName}`;
      const { FunctionError, Payload } = await lambda
        .send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }))
        .catch((error: unknown) => {
          throw new OpsError(explain(error, name));
        });
      const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
      if (FunctionError) throw new OpsError(describeFailure(answer, functionName, stage));
      return answer;
    },
    close: () => lambda.destroy(),
  };
};
