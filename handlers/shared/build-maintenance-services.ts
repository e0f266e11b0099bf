import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import type { MaintenanceServices } from './maintain.ts';
import type { MaintenanceConfig } from './maintenance-settings.ts';
import { createOperationsTable } from './operations-table.ts';
import { createTell } from './tell.ts';

/** What every function that people invoke works with. */
export const buildMaintenanceServices = <Config extends MaintenanceConfig>(
  config: Config,
): MaintenanceServices & { readonly config: Config } => {
  const now = () => new Date();
  return {
    config,
    table: createOperationsTable(new DynamoDBClient(), config.TABLE_NAME, now),
    tell: createTell(new SNSClient(), config.TOPIC_ARN),
    now,
  };
};
