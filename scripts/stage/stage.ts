import type { PrivateRedis } from '../../tests/support/private-redis.ts';
import type { DatabasePair } from './database-pair.ts';
import type { Endpoints } from './endpoints.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { OutsideWorld } from './outside-world.ts';
import type { SecretStore } from './secret-store.ts';
import type { StorefrontFleet } from './storefront-fleet.ts';

/** A person who may look at every table and change none. */
export type Checker = { readonly user: string; readonly password: string };

/** A stage that runs, as its commands see it. */
export type Stage = {
  readonly id: string;
  readonly folder: string;
  readonly pair: DatabasePair;
  readonly redis: PrivateRedis;
  readonly endpoints: Endpoints;
  readonly balancer: LoadBalancer;
  readonly fleet: StorefrontFleet;
  readonly outside: OutsideWorld;
  readonly secrets: SecretStore;
  readonly checker: Checker;
  readonly takeBackup: () => Promise<string>;
  readonly awsEndpoint: string;
  readonly artifactSha256: string;
};
