import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FaultProxy, startFaultProxy } from '../../../scripts/stage/fault-proxy.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeSecretsManager } from '../../support/fake-secrets-manager.ts';
import { type PrivateRedis, startPrivateRedis } from '../../support/private-redis.ts';
import { type CleanUps, startWithCleanUps } from '../../support/start-with-clean-ups.ts';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../../support/storefront-process.ts';
import { createTempDir } from '../../support/temp-dir.ts';

const secretId = 'cache';

export type ShopsOnRedis = {
  readonly databaseUrl: string;
  readonly redis: PrivateRedis;
  /** Between the shops and Redis. */
  readonly proxy: FaultProxy;
  /** Starts another process of the same shop. */
  readonly startShop: (env?: Readonly<Record<string, string>>) => Promise<StorefrontProcess>;
  /** Runs `npm run catalog -- import` with these rows. */
  readonly importRows: (...rows: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const start = async (cleanUps: CleanUps): Promise<Omit<ShopsOnRedis, 'stop'>> => {
  const folder = createTempDir();
  cleanUps.push(folder.remove);
  const redis = await startPrivateRedis();
  cleanUps.push(redis.stop);
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: redis.port });
  cleanUps.push(proxy.stop);
  const secrets = await startFakeSecretsManager();
  cleanUps.push(secrets.stop);
  const { username, password } = redis;
  secrets.put(secretId, JSON.stringify({ username, password }));
  const shopEnv = {
    DATABASE_URL: `sqlite:${folder.path}/shop.db`,
    MEDIA_DIR: join(folder.path, 'media'),
  };
  let files = 0;
  return {
    databaseUrl: shopEnv.DATABASE_URL,
    redis,
    proxy,
    startShop: async (env = {}) => {
      const shop = await startStorefront({
        ...shopEnv,
        ...secrets.env,
        DEMO_CATALOG: demoCatalog,
        // Pages hold it: where it differs, nothing is shared.
        PUBLIC_ORIGIN: 'http://shop.example',
        CACHE_HOST: 'localhost',
        CACHE_PORT: String(proxy.port),
        CACHE_SECRET_ID: secretId,
        CACHE_CA_FILE: redis.caFile,
        ...env,
      });
      cleanUps.push(shop.stop);
      return shop;
    },
    importRows: async (...rows) => {
      files += 1;
      const file = join(folder.path, `${files}.csv`);
      writeFileSync(file, ['Handle,Title,Price,Inventory quantity', ...rows, ''].join('\n'));
      const child = spawn(process.execPath, ['scripts/catalog.ts', 'import', file], {
        env: { ...process.env, ...shopEnv, NODE_NO_WARNINGS: '1' },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`the import ended with ${code}`);
    },
  };
};

/** Storefront processes with one database and one Redis, as far as the test starts them. */
export const startShopsOnRedis = (): Promise<ShopsOnRedis> => startWithCleanUps(start);

/** A page, and where the process had it from: `hit`, `stale`, `shared` or `miss`. */
export const getPage = async (shop: StorefrontProcess, path: string) => {
  const response = await fetch(shop.origin + path, { signal: AbortSignal.timeout(5_000) });
  const body = await response.text();
  const id = response.headers.get('x-request-id');
  const line = await eventually(() => {
    const found = shop.logs().find((one) => one['request_id'] === id && one.message === 'request');
    if (!found) throw new Error('not logged yet');
    return found;
  });
  return { status: response.status, body, cache: line['cache'] };
};
