import * as z from 'zod';
import type { AlarmDescription } from '../../shared/alarm-description.ts';
import { findAlarmDescription } from '../../shared/find-alarm-description.ts';

export const alarmState = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
export type AlarmState = z.output<typeof alarmState>;

const dimension = z.object({ name: z.string(), value: z.string() });

const metricStat = z.object({
  Metric: z.object({
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.array(dimension).default([]),
  }),
  Period: z.number(),
  Stat: z.string(),
});

const query = z.object({
  Id: z.string(),
  Label: z.string().optional(),
  Expression: z.string().optional(),
  ReturnData: z.boolean().default(true),
  MetricStat: metricStat.optional(),
});

const trigger = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(dimension).default([]),
  Statistic: z.string().nullish(),
  ExtendedStatistic: z.string().nullish(),
  Metrics: z.array(query).default([]),
  Period: z.number().default(60),
  EvaluationPeriods: z.number().default(1),
  ComparisonOperator: z.string().optional(),
  Threshold: z.number().optional(),
});

export type AlarmTrigger = z.output<typeof trigger>;

/** CloudWatch writes the zone as +0000, which is not ISO 8601's long form. */
const alarmTime = z
  .string()
  .transform((text) => new Date(text.replace(/\+0000$/, 'Z')))
  .refine((date) => !Number.isNaN(date.getTime()), 'must be a time');

export const alarmNotification = z.object({
  AlarmName: z.string().min(1),
  AlarmArn: z.string().min(1),
  AlarmDescription: z.string().nullish(),
  AWSAccountId: z.string(),
  NewStateValue: alarmState,
  OldStateValue: z.string().optional(),
  NewStateReason: z.string().default(''),
  StateChangeTime: alarmTime,
  Trigger: trigger.optional(),
});

export type AlarmChange = {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly state: AlarmState;
  readonly reason: string;
  readonly at: Date;
  /** undefined when the alarm is not one of ours, or its description does not keep the form. */
  readonly description: AlarmDescription | undefined;
  readonly descriptionText: string;
  readonly trigger: AlarmTrigger | undefined;
};

export const buildAlarmChange = (
  notification: z.output<typeof alarmNotification>,
): AlarmChange => ({
  name: notification.AlarmName,
  arn: notification.AlarmArn,
  account: notification.AWSAccountId,
  region: notification.AlarmArn.split(':')[3] || 'us-east-1',
  state: notification.NewStateValue,
  reason: notification.NewStateReason,
  at: notification.StateChangeTime,
  description: findAlarmDescription(notification.AlarmDescription ?? ''),
  descriptionText: notification.AlarmDescription ?? '',
  trigger: notification.Trigger,
});
