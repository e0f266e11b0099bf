/** Namespace of everything that the operations' functions count. */
export const operationsNamespace = 'Tidemarket/Operations';

/**
 * Every metric that a function emits, by job; its dimensions are `Stack` and `service`, the job. A
 * test compares dashboards and alarms with this list.
 */
export const ownMetrics = {
  'alarm-to-slack': [
    'MessagesPosted',
    'MessagesMailed',
    'MessagesNotPosted',
    'SlackNotSetUp',
    'HeartbeatDelivered',
    'PicturesFailed',
  ],
  'evening-scale-up': [
    'EveningRaised',
    'EveningLowered',
    'EveningInstancesWanted',
    'EveningInstancesMissing',
  ],
  'alarm-rounds': ['HeartbeatSent', 'RemindersSent', 'DigestsSent'],
  'rotate-database-secret': ['SecretsRotated', 'SecretAgeDays', 'RotationPendingHours'],
  'record-watermark': ['WatermarksRecorded'],
  'verify-backup': [
    'DrillsSucceeded',
    'DrillsFailed',
    'DrillRpoSeconds',
    'DrillRtoSeconds',
    'DrillLeftovers',
  ],
} as const;

export type Job = keyof typeof ownMetrics;
export type MetricOf<J extends Job> = (typeof ownMetrics)[J][number];
