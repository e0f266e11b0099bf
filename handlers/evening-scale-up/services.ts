import { setTimeout as sleep } from 'node:timers/promises';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createMetrics, type JobMetrics } from '../shared/create-metrics.ts';
import { createOperationsTable, type OperationsTable } from '../shared/operations-table.ts';
import { createTell, type Tell } from '../shared/tell.ts';
import type { Config } from './config.ts';

export type Services = {
  readonly config: Config;
  readonly autoScaling: AutoScalingClient;
  readonly cloudwatch: CloudWatchClient;
  readonly table: OperationsTable;
  readonly tell: Tell;
  readonly metrics: JobMetrics<'evening-scale-up'>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
};

/** CloudFormation and the scaling call the same API; a throttled call is tried for half a minute. */
const maxAttempts = 7;

export const buildServices = (config: Config): Services => {
  const now = () => new Date();
  return {
    config,
    autoScaling: new AutoScalingClient({ maxAttempts }),
    cloudwatch: new CloudWatchClient({ maxAttempts }),
    table: createOperationsTable(new DynamoDBClient(), config.TABLE_NAME, now),
    tell: createTell(new SNSClient(), config.TOPIC_ARN),
    metrics: createMetrics('evening-scale-up', config.STACK_NAME),
    now,
    sleep,
  };
};
