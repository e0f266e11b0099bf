import type { Config } from '../../../../handlers/alarm-to-slack/config.ts';
import {
  type AlarmChange,
  type AlarmState,
  alarmNotification,
  buildAlarmChange,
} from '../../../../handlers/alarm-to-slack/read/alarm-change.ts';

export const config: Config = {
  STACK_NAME: 'tidemarket-prod',
  STAGE: 'prod',
  TABLE_NAME: 'tidemarket-prod-operations',
  SLACK_SECRET_ID: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:slack',
  SLACK_API_BASE: 'https://slack.com/api',
  MAIL_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:tidemarket-prod-mail',
  HEARTBEAT_ALARM: 'tidemarket-prod-MorningHeartbeat',
  STOREFRONT_LOG_GROUP: '/tidemarket-prod/storefront',
  DATABASE_LOG_GROUP: '/aws/rds/cluster/tidemarket-prod/error',
  REPOSITORY_URL: 'https://git.example/tidemarket/blob/main',
};

export type NotificationOptions = {
  readonly name?: string;
  readonly state?: AlarmState;
  readonly at?: string;
  readonly problem?: string;
  readonly severity?: string;
  readonly reason?: string;
};

/** An alarm's notification, as CloudWatch writes it. */
export const buildNotification = ({
  name = 'tidemarket-prod-LoadBalancerLatencyTooHigh',
  state = 'ALARM',
  at = '2026-11-22T23:04:05.123+0000',
  problem = 'One request in a hundred took longer than 2 s, 5 minutes of the last 10.',
  severity = 'warning',
  reason = 'Threshold Crossed: 5 out of the last 10 datapoints [3.25 (22/11/26 23:03:00), 2.5 (22/11/26 23:02:00)] were greater than the threshold (2.0) (minimum 5 datapoints for OK -> ALARM transition).',
}: NotificationOptions = {}) => ({
  AlarmName: name,
  AlarmDescription: `${problem}\nseverity: ${severity}\nowner: storefront\nimpact: pages are slow; some shoppers give up\nrunbook: docs/runbooks/LoadBalancerLatencyTooHigh.md`,
  AWSAccountId: '123456789012',
  NewStateValue: state,
  OldStateValue: state === 'ALARM' ? 'OK' : 'ALARM',
  NewStateReason: reason,
  StateChangeTime: at,
  Region: 'US East (N. Virginia)',
  AlarmArn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
  Trigger: {
    MetricName: 'TargetResponseTime',
    Namespace: 'AWS/ApplicationELB',
    StatisticType: 'ExtendedStatistic',
    ExtendedStatistic: 'p99',
    Unit: null,
    Dimensions: [{ value: 'app/shop/0123456789abcdef', name: 'LoadBalancer' }],
    Period: 60,
    EvaluationPeriods: 10,
    DatapointsToAlarm: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 2,
    TreatMissingData: 'notBreaching',
    EvaluateLowSampleCountPercentile: '',
  },
});

export const buildChange = (options: NotificationOptions = {}): AlarmChange =>
  buildAlarmChange(alarmNotification.parse(buildNotification(options)));
