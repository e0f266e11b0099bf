import type { Context } from 'aws-lambda';
import type { JobLogger } from '../../../handlers/shared/build-handler.ts';

/** What Lambda hands to a function of 600 seconds, or of so many. */
export const lambdaContext = (timeoutMs = 600_000): Context => {
  const endsAt = Date.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'tidemarket-test-job',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:tidemarket-test-job',
    memoryLimitInMB: '512',
    awsRequestId: '7c6f1c70-0b7a-4d0f-9c55-0a3d5a6b2f10',
    logGroupName: '/aws/lambda/tidemarket-test-job',
    logStreamName: '2026/11/22/[$LATEST]0123456789abcdef',
    getRemainingTimeInMillis: () => endsAt - Date.now(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
};

export type RecordedLogger = JobLogger & { readonly lines: readonly string[] };

/** Keeps each line as JSON. */
export const recordLog = (): RecordedLogger => {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (message: string, fields: Record<string, unknown>): void => {
      lines.push(JSON.stringify({ level, message, ...fields }));
    };
  return { lines, info: write('info'), error: write('error') };
};
