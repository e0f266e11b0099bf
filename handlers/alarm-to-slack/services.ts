import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { createMetrics, type JobMetrics } from '../shared/create-metrics.ts';
import { createOperationsTable, type OperationsTable } from '../shared/operations-table.ts';
import { fetchCurrentSecret } from '../shared/secrets.ts';
import type { Config } from './config.ts';
import { createDrawMetric, type DrawMetric } from './draw-metric.ts';
import { createSendMail, type SendMail } from './send-mail.ts';
import { createSlackSettings, type SlackSettingsReader } from './slack/slack-settings.ts';

export type Services = {
  readonly config: Config;
  readonly table: OperationsTable;
  readonly slackSettings: SlackSettingsReader;
  readonly sendMail: SendMail;
  readonly drawMetric: DrawMetric;
  readonly metrics: JobMetrics<'alarm-to-slack'>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
};

export const buildServices = (config: Config): Services => {
  const now = () => new Date();
  const fetchSecret = fetchCurrentSecret(new SecretsManagerClient());
  return {
    config,
    table: createOperationsTable(new DynamoDBClient(), config.TABLE_NAME, now),
    slackSettings: createSlackSettings(() => fetchSecret(config.SLACK_SECRET_ID)),
    sendMail: createSendMail(new SNSClient(), config.MAIL_TOPIC_ARN),
    drawMetric: createDrawMetric(new CloudWatchClient()),
    metrics: createMetrics('alarm-to-slack', config.STACK_NAME),
    now,
    sleep,
  };
};
