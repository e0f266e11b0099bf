import { join } from 'node:path';
import type { AwsEmulator } from '../../tests/support/aws-emulator.ts';
import type { DeployedRelease } from './deployed-release.ts';
import type { Endpoints } from './endpoints.ts';
import type { OutsideWorld } from './outside-world.ts';

type Environment = {
  readonly emulator: AwsEmulator;
  readonly release: DeployedRelease;
  readonly outside: OutsideWorld;
  readonly folder: string;
  readonly shopOrigin: string;
  readonly endpoints: Endpoints;
};

/** The user data's settings, and instead of some of them what they are on this machine. */
export const storefrontEnv = ({
  emulator,
  release,
  outside,
  folder,
  shopOrigin,
  endpoints,
}: Environment) => ({
  ...emulator.env,
  ...release.settings,
  NODE_NO_WARNINGS: '1',
  PATH: process.env['PATH'],
  PUBLIC_ORIGIN: shopOrigin,
  DATABASE_CA_FILE: release.caFile,
  CACHE_HOST: 'localhost',
  CACHE_PORT: String(endpoints.redis.port),
  CACHE_CA_FILE: release.caFile,
  MEDIA_DIR: join(folder, 'media'),
  MAIL_URL: `file:${outside.mailFolder}`,
  PAYMENT_PROVIDERS: 'on-delivery,stripe',
  STRIPE_SECRET_KEY: outside.payments.secretKey,
  STRIPE_WEBHOOK_SECRET: outside.payments.webhookSecret,
  STRIPE_API_BASE: outside.payments.origin,
  STRIPE_CHECKOUT_ORIGIN: outside.payments.origin,
});
