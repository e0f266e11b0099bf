import { readFileSync } from 'node:fs';
import { createCacheCredentials } from './cache-credentials.ts';
import type { CacheConfig } from './cache-settings.ts';
import type { OpenTier } from './shared-tier.ts';
import { ValkeyConnection, type ValkeyOptions } from './valkey-connection.ts';
import { openValkeyTiers } from './valkey-tier.ts';

export type SharedCache = { readonly open: OpenTier; readonly close: () => void };

export type SharedCacheOptions = {
  readonly namespace: string;
  readonly fetchSecret: (id: string) => Promise<string>;
  readonly onChange: ValkeyOptions['onChange'];
  readonly onError: (error: unknown) => void;
};

type Place = Omit<ValkeyOptions, 'onChange'>;

const findPlace = (config: CacheConfig, { fetchSecret }: SharedCacheOptions): Place | undefined => {
  const { CACHE_URL: url, CACHE_HOST: host, CACHE_PORT: port, CACHE_SECRET_ID: secret } = config;
  const { CACHE_CA_FILE: caFile } = config;
  const tls = { ca: caFile === undefined ? undefined : readFileSync(caFile, 'utf8') };
  const fixed = (credentials = {}) => ({
    credentials: async () => credentials,
    forgetCredentials: () => {},
  });
  if (url) {
    const { username, password } = url;
    const known = fixed({ username, password });
    return { host: url.host, port: url.port, tls: url.isTls ? tls : undefined, ...known };
  }
  if (host === undefined) return undefined;
  const held = secret === undefined ? fixed() : createCacheCredentials(secret, fetchSecret);
  return { host, port, tls, ...held };
};

/** Opens the cache that processes share, as the configuration says; undefined when it says none. */
export const openSharedCache = (
  config: CacheConfig,
  options: SharedCacheOptions,
): SharedCache | undefined => {
  const place = findPlace(config, options);
  if (!place) return undefined;
  const connection = new ValkeyConnection({ ...place, onChange: options.onChange });
  return {
    open: openValkeyTiers(connection, options.namespace, options.onError),
    close: () => connection.close(),
  };
};
