import {
  type CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { LiveStack } from '../aws/live-stack.ts';

export type RollbackTriggers = {
  readonly watched: readonly { readonly Arn: string; readonly Type: string }[];
  /** Names of alarms that ring already: a deploy that mends it must not be turned back by them. */
  readonly ringing: readonly string[];
};

const toTrigger = ({ AlarmArn = '' }: MetricAlarm) => ({
  Arn: AlarmArn,
  Type: 'AWS::CloudWatch::Alarm',
});

/** Those of the stack's alarms that exist: AWS refuses a deploy that names one which does not. */
export const findRollbackTriggers = async (
  cloudWatch: CloudWatchClient,
  { stack, rollbackAlarms }: { stack: LiveStack; rollbackAlarms: readonly string[] },
): Promise<RollbackTriggers> => {
  if (rollbackAlarms.length === 0) return { watched: [], ringing: [] };
  const resources = await stack.findResources();
  const names = resources
    .filter(({ logicalId }) => rollbackAlarms.includes(logicalId))
    .map(({ physicalId }) => physicalId);
  if (names.length === 0) return { watched: [], ringing: [] };
  const { MetricAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: names, AlarmTypes: ['MetricAlarm'] }),
  );
  const isRinging = ({ StateValue }: MetricAlarm) => StateValue === 'ALARM';
  return {
    watched: MetricAlarms.filter((alarm) => !isRinging(alarm)).map(toTrigger),
    ringing: MetricAlarms.filter(isRinging).map(({ AlarmName = '' }) => AlarmName),
  };
};
