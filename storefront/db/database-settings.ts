import * as z from 'zod';
import { type DatabaseUrl, databaseUrl } from './database-url.ts';

const count = (least: number, most: number, preset: number) =>
  z.coerce.number().int().min(least).max(most).default(preset);

const milliseconds = (least: number, most: number, preset: number) => count(least, most, preset);

/** Where the database is, and how long anybody waits for it. */
export const databaseSettings = {
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_READER_URL: databaseUrl.optional(),
  /** Name or ARN of a secret that holds what the two URLs would say. */
  DATABASE_SECRET_ID: z.string().min(1).optional(),
  /** PEM file with the certificate authority of the MySQL server. */
  DATABASE_CA_FILE: z.string().min(1).optional(),
  DATABASE_POOL_SIZE: count(1, 1_000, 10),
  DATABASE_READER_POOL_SIZE: count(1, 1_000, 10),
  /** Requests that may wait for a connection at the same time, of each pool. */
  DATABASE_QUEUE_LIMIT: count(1, 10_000, 200),
  DATABASE_ACQUIRE_TIMEOUT_MS: milliseconds(50, 60_000, 3_000),
  DATABASE_CONNECT_TIMEOUT_MS: milliseconds(50, 60_000, 2_000),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds(100, 600_000, 10_000),
  /** A server that answers nothing to anybody for this long is taken for gone. */
  DATABASE_ANSWER_TIMEOUT_MS: milliseconds(50, 60_000, 400),
  DATABASE_READER_MAX_LAG_MS: milliseconds(1_000, 600_000, 5_000),
};

export type DatabaseConfig = z.output<z.ZodObject<typeof databaseSettings>>;

export const embeddedByDefault: DatabaseUrl = { kind: 'sqlite', file: 'var/shop.db' };

/** Checks the settings against each other; problems by setting. */
export const checkDatabase = (
  config: Pick<
    DatabaseConfig,
    'DATABASE_URL' | 'DATABASE_READER_URL' | 'DATABASE_SECRET_ID' | 'DATABASE_CA_FILE'
  >,
): Readonly<Record<string, string>> => {
  const { DATABASE_URL: url, DATABASE_READER_URL: readerUrl, DATABASE_SECRET_ID: secret } = config;
  const problems: Record<string, string> = {};
  if (secret && (url || readerUrl)) {
    problems['DATABASE_SECRET_ID'] = 'stands instead of DATABASE_URL and DATABASE_READER_URL';
  }
  const isMysql = secret !== undefined || url?.kind === 'mysql';
  if (isMysql && !config.DATABASE_CA_FILE) {
    problems['DATABASE_CA_FILE'] = 'is required for MySQL: connections are always verified';
  }
  if (readerUrl && readerUrl.kind !== (url ?? embeddedByDefault).kind && !secret) {
    problems['DATABASE_READER_URL'] = 'must name a database of the same kind as DATABASE_URL';
  }
  return problems;
};
