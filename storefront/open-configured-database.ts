import { type Config, ConfigError } from './config.ts';
import { describeDatabase } from './db/database-url.ts';
import type { MysqlLimits, WatchOptions } from './db/mysql/open-mysql.ts';
import { type Database, openDatabase } from './db/open-database.ts';
import type { Secrets } from './secrets/load-secrets.ts';

export type ConfiguredDatabase = {
  readonly database: Database;
  /** Its address as people may see it. */
  readonly description: string;
};

type Options = { readonly limits?: MysqlLimits; readonly watch?: WatchOptions };

/** Opens the database that the configuration, or the secret it names, says. */
export const openConfiguredDatabase = (
  config: Pick<Config, 'DATABASE_URL' | 'DATABASE_READER_URL' | 'DATABASE_CA_FILE'>,
  { credentials }: Pick<Secrets, 'credentials'>,
  options: Options = {},
): ConfiguredDatabase => {
  const shared = { caFile: config.DATABASE_CA_FILE, ...options };
  if (credentials) {
    return {
      database: openDatabase({ credentials, ...shared }),
      description: describeDatabase(credentials.initial.writer),
    };
  }
  const { DATABASE_URL: url, DATABASE_READER_URL: readerUrl } = config;
  if (!url) throw new ConfigError('DATABASE_URL: is missing');
  return {
    database: openDatabase({ url, readerUrl, ...shared }),
    description: describeDatabase(url),
  };
};

/** How long the storefront waits for its database, and how much of it it takes. */
export const limitsOf = (config: Config): MysqlLimits => ({
  poolSize: config.DATABASE_POOL_SIZE,
  readerPoolSize: config.DATABASE_READER_POOL_SIZE,
  queueLimit: config.DATABASE_QUEUE_LIMIT,
  acquireTimeoutMs: config.DATABASE_ACQUIRE_TIMEOUT_MS,
  connectTimeoutMs: config.DATABASE_CONNECT_TIMEOUT_MS,
  statementTimeoutMs: config.DATABASE_STATEMENT_TIMEOUT_MS,
});
