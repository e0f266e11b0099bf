import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { createMetrics, type JobMetrics } from '../shared/create-metrics.ts';
import { createOperationsHistory, type OperationsHistory } from '../shared/operations-history.ts';
import { createOperationsTable, type OperationsTable } from '../shared/operations-table.ts';
import { createTell, type Tell } from '../shared/tell.ts';
import type { Config } from './config.ts';

export type Services = {
  readonly config: Config;
  readonly rds: RDSClient;
  readonly secretsManager: SecretsManagerClient;
  readonly stepFunctions: SFNClient;
  readonly table: OperationsTable;
  readonly history: OperationsHistory;
  readonly tell: Tell;
  readonly metrics: JobMetrics<'verify-backup'>;
  readonly makePassword: () => string;
  readonly now: () => Date;
};

/** RDS throttles by account; a throttled call is tried for half a minute. */
const maxAttempts = 7;
/** RDS takes 8 to 41 characters. */
const passwordBytes = 30;

export const buildServices = (config: Config): Services => {
  const now = () => new Date();
  const dynamodb = new DynamoDBClient();
  return {
    config,
    rds: new RDSClient({ maxAttempts }),
    secretsManager: new SecretsManagerClient({ maxAttempts }),
    stepFunctions: new SFNClient(),
    table: createOperationsTable(dynamodb, config.TABLE_NAME, now),
    history: createOperationsHistory(dynamodb, config.TABLE_NAME),
    tell: createTell(new SNSClient(), config.TOPIC_ARN),
    metrics: createMetrics('verify-backup', config.STACK_NAME),
    makePassword: () => randomBytes(passwordBytes).toString('base64url'),
    now,
  };
};
