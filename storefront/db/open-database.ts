import { Kysely, sql } from 'kysely';
import type { DatabaseUrl } from './database-url.ts';
import type { MysqlAddress } from './mysql/connect.ts';
import type { CredentialsOptions } from './mysql/credentials.ts';
import { readCertificateAuthority } from './mysql/mysql-dialect.ts';
import { mysqlFlavor } from './mysql/mysql-flavor.ts';
import {
  type MysqlLimits,
  type OpenMysql,
  openMysql,
  type WatchOptions,
} from './mysql/open-mysql.ts';
import type { Health } from './mysql/pulse.ts';
import type { Schema } from './schema.ts';
import type { SqlFlavor } from './sql-flavor.ts';
import { sqliteDialect } from './sqlite/sqlite-dialect.ts';
import { sqliteFlavor } from './sqlite/sqlite-flavor.ts';

export type Db = Kysely<Schema>;

export type DatabaseHealth = { readonly writer: Health; readonly reader: Health };

/** What the metrics want to know. */
export type DatabaseLoad = {
  /** The most requests that waited for a connection at the same time, since last asked. */
  readonly peakWaiting: number;
  /** How far the reader is behind; undefined without a reader, or when nobody knows. */
  readonly lagMs: number | undefined;
};

/** A shop's database: `writer` for what changes or must be current, `reader` for the catalog. */
export type Database = {
  readonly writer: Db;
  readonly reader: Db;
  readonly flavor: SqlFlavor;
  readonly findHealth: () => Promise<DatabaseHealth>;
  readonly takeLoad: () => DatabaseLoad;
  readonly close: () => Promise<void>;
};

type DatabaseOptions = {
  readonly caFile?: string | undefined;
  /** PEM text of the authorities, where there is no file of them. */
  readonly ca?: string | undefined;
  readonly limits?: Partial<MysqlLimits> | undefined;
  /** Watches MySQL's endpoints, so that none is waited for that is away. */
  readonly watch?: WatchOptions | undefined;
};

export type DatabaseSettings = DatabaseOptions & {
  readonly url: DatabaseUrl;
  readonly readerUrl?: DatabaseUrl | undefined;
};

/** A MySQL database whose whereabouts and user may change. */
export type CredentialSettings = DatabaseOptions & {
  readonly url?: undefined;
  readonly credentials: CredentialsOptions;
};

/** For commands, which may take their time. */
const patientLimits: MysqlLimits = {
  poolSize: 10,
  readerPoolSize: 10,
  queueLimit: 10_000,
  acquireTimeoutMs: 60_000,
  connectTimeoutMs: 5_000,
  statementTimeoutMs: undefined,
};

const fixed = (url: MysqlAddress, readerUrl: DatabaseUrl | undefined): CredentialsOptions => ({
  initial: { writer: url, reader: readerUrl?.kind === 'mysql' ? readerUrl : undefined },
});

const open = (
  credentials: CredentialsOptions,
  { caFile, ca = caFile && readCertificateAuthority(caFile), limits, watch }: DatabaseOptions,
): OpenMysql => {
  if (!ca)
    throw new Error('DATABASE_CA_FILE is required for MySQL: connections are always verified');
  return openMysql({
    credentials,
    ca,
    limits: { ...patientLimits, ...limits },
    watch,
  });
};

/** Kysely dialect of a database address. */
export const dialectOf = (url: DatabaseUrl, caFile: string | undefined, readOnly: boolean) =>
  url.kind === 'sqlite'
    ? sqliteDialect(url.file, { readOnly })
    : open(fixed(url, undefined), { caFile }).writerDialect;

const ask = (db: Db): Promise<Health> =>
  sql`select 1`.execute(db).then(
    () => ({ state: 'ok' }) as const,
    () => ({ state: 'out', reason: 'failed' }) as const,
  );

const openSqlite = (file: string): Database => {
  const writer: Db = new Kysely({ dialect: sqliteDialect(file, { readOnly: false }) });
  const reader: Db = new Kysely({ dialect: sqliteDialect(file, { readOnly: true }) });
  return {
    writer,
    reader,
    flavor: sqliteFlavor,
    findHealth: async () => ({ writer: await ask(writer), reader: await ask(reader) }),
    takeLoad: () => ({ peakWaiting: 0, lagMs: undefined }),
    close: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  };
};

/**
 * Opens the database. Connections are made when the first query needs one, and the schema is not
 * touched: see `migrate`. An SQLite reader is a connection of its own, so that catalog reads go on
 * while a write waits.
 */
export const openDatabase = (settings: DatabaseSettings | CredentialSettings): Database => {
  if (settings.url?.kind === 'sqlite') return openSqlite(settings.url.file);
  const credentials = settings.url ? fixed(settings.url, settings.readerUrl) : settings.credentials;
  const mysql = open(credentials, settings);
  const writer: Db = new Kysely({ dialect: mysql.writerDialect });
  const hasReader = mysql.reader !== mysql.writer;
  const reader: Db = hasReader ? new Kysely({ dialect: mysql.readerDialect }) : writer;
  const isWatched = settings.watch !== undefined;
  return {
    writer,
    reader,
    flavor: mysqlFlavor,
    findHealth: async () => ({
      writer: await (isWatched ? mysql.writer.findHealth() : ask(writer)),
      reader: await (isWatched ? mysql.reader.findHealth() : ask(reader)),
    }),
    takeLoad: () => ({
      peakWaiting: Math.max(mysql.writer.takePeakWaiting(), mysql.reader.takePeakWaiting()),
      lagMs: hasReader ? mysql.reader.lagMs : undefined,
    }),
    close: mysql.close,
  };
};
