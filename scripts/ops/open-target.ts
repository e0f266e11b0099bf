import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import { connectStage } from '../stage/stage-client.ts';
import type { Target } from './usage.ts';

export type OpenTarget = {
  readonly stage: string;
  readonly client: LambdaClientConfig;
  /** Between two looks at work that goes on. */
  readonly pauseMs: number;
};

// See serverless.yml: the edge needs it.
const region = 'us-east-1';

/** @throws StageError when it is not clear which local stage is meant */
export const openTarget = async (target: Target): Promise<OpenTarget> => {
  if (target.kind === 'stage') {
    return { stage: target.stage, client: { region }, pauseMs: 5_000 };
  }
  const { awsEndpoint } = await connectStage(target.stageId).findAccess();
  return {
    stage: 'dev',
    client: {
      region,
      endpoint: awsEndpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    pauseMs: 500,
  };
};
