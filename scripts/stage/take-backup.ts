import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  type LambdaClientConfig,
} from '@aws-sdk/client-lambda';
import type { AwsEmulator } from '../../tests/support/aws-emulator.ts';
import { StageError } from './stage-error.ts';

const recordWatermark = 'tidemarket-dev-recordWatermark';
const verifyBackup = 'tidemarket-dev-verifyBackup';

/** RDS gives a snapshot a time some minutes after what it holds, which drills allow for. */
const timeAheadMs = 6 * 60_000;

/**
 * Takes a snapshot as RDS does each night, a moment after the watermark that it is compared with.
 * @returns its id
 * @throws StageError when the watermark cannot be recorded
 */
export const takeBackup = async (
  settings: LambdaClientConfig,
  emulator: Pick<AwsEmulator, 'takeAutomatedSnapshot'>,
): Promise<string> => {
  const lambda = new LambdaClient(settings);
  try {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: recordWatermark, Payload: '{}' }),
    );
    if (FunctionError) throw new StageError(`${recordWatermark}: ${Payload?.transformToString()}`);
    const { Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: verifyBackup }),
    );
    return await emulator.takeAutomatedSnapshot(
      Environment?.Variables?.['DATABASE_ID'] ?? '',
      new Date(Date.now() + timeAheadMs),
    );
  } finally {
    lambda.destroy();
  }
};
