import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Cloud } from '../cloud.ts';

export type FiredSchedule = { readonly functionArn: string; readonly event: string };

/** What a schedule of the stage gives to its function when it fires. */
export const readSchedule = async (
  client: Cloud['client'],
  Name: string,
  GroupName: string,
): Promise<FiredSchedule> => {
  const { Target } = await new SchedulerClient(client).send(
    new GetScheduleCommand({ Name, GroupName }),
  );
  if (!Target?.Arn || !Target.Input) throw new Error(`${Name} gives its target nothing`);
  const at = new Date().toISOString();
  return {
    functionArn: Target.Arn,
    event: Target.Input.replaceAll('<aws.scheduler.scheduled-time>', at),
  };
};

/** As the scheduler does it: nobody waits for the answer, failures are tried again. */
export const fireSchedule = async (
  client: Cloud['client'],
  { functionArn, event }: FiredSchedule,
): Promise<void> => {
  await new LambdaClient(client).send(
    new InvokeCommand({ FunctionName: functionArn, InvocationType: 'Event', Payload: event }),
  );
};
