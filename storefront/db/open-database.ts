import { Kysely } from 'kysely';
import type { DatabaseUrl } from './database-url.ts';
import { mysqlDialect, readCertificateAuthority } from './mysql/mysql-dialect.ts';
import { mysqlFlavor } from './mysql/mysql-flavor.ts';
import type { Schema } from './schema.ts';
import type { SqlFlavor } from './sql-flavor.ts';
import { sqliteDialect } from './sqlite/sqlite-dialect.ts';
import { sqliteFlavor } from './sqlite/sqlite-flavor.ts';

export type Db = Kysely<Schema>;

/** A shop's database: `writer` for what changes or must be current, `reader` for the catalog. */
export type Database = {
  readonly writer: Db;
  readonly reader: Db;
  readonly flavor: SqlFlavor;
  readonly close: () => Promise<void>;
};

export type DatabaseSettings = {
  readonly url: DatabaseUrl;
  readonly readerUrl?: DatabaseUrl | undefined;
  readonly caFile?: string | undefined;
};

/** Kysely dialect of a database address. */
export const dialectOf = (url: DatabaseUrl, caFile: string | undefined, readOnly: boolean) => {
  if (url.kind === 'sqlite') return sqliteDialect(url.file, { readOnly });
  if (!caFile)
    throw new Error('DATABASE_CA_FILE is required for MySQL: connections are always verified');
  return mysqlDialect(url, { ca: readCertificateAuthority(caFile) });
};

/**
 * Opens the database. Connections are made when the first query needs one, and the schema is not
 * touched: see `migrate`. An SQLite reader is a connection of its own, so that catalog reads go on
 * while a write waits.
 */
export const openDatabase = ({ url, readerUrl, caFile }: DatabaseSettings): Database => {
  const writer: Db = new Kysely({ dialect: dialectOf(url, caFile, false) });
  const separate = readerUrl ?? (url.kind === 'sqlite' ? url : undefined);
  const reader: Db = separate ? new Kysely({ dialect: dialectOf(separate, caFile, true) }) : writer;
  return {
    writer,
    reader,
    flavor: url.kind === 'sqlite' ? sqliteFlavor : mysqlFlavor,
    close: async () => {
      if (reader !== writer) await reader.destroy();
      await writer.destroy();
    },
  };
};
