import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import { expect } from '@jest/globals';
import type { Operations } from './operations.ts';

/** CloudWatch has the metric of an alarm, with the very dimensions that the alarm looks at. */
export const expectMetricOf = async ({ client, id }: Operations, alarm: string): Promise<void> => {
  const cloudwatch = new CloudWatchClient(client);
  const { MetricAlarms: [found] = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [id(alarm)] }),
  );
  const { Namespace, MetricName, Dimensions = [] } = found ?? {};
  const { Metrics = [] } = await cloudwatch.send(
    new ListMetricsCommand({ Namespace, MetricName, Dimensions }),
  );
  const counts = new Set(Metrics.map((it) => it.Dimensions?.length));
  expect([...counts]).toEqual([Dimensions.length]);
};
