import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { sql } from 'kysely';
import { createConnection } from 'mysql2/promise';
import { databaseUrl } from '../../storefront/db/database-url.ts';
import { migrate } from '../../storefront/db/migrate.ts';
import {
  type Database,
  type DatabaseSettings,
  openDatabase,
} from '../../storefront/db/open-database.ts';
import { startPrivateMariadb } from '../../tests/support/private-mariadb.ts';
import type { OrderStatements } from './recorded-order.ts';

/** A connection by the driver alone. */
export type BareConnection = {
  readonly run: (statements: OrderStatements) => void | Promise<void>;
  readonly close: () => void | Promise<void>;
};

/** An empty database, for the shop and for the bare driver. */
export type OrderDatabase = {
  readonly settings: DatabaseSettings;
  readonly database: Database;
  readonly connect: () => Promise<BareConnection>;
  readonly stop: () => Promise<void>;
};

const connectSqlite = async (file: string, { writer }: Database): Promise<BareConnection> => {
  const connection = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  for (const name of ['synchronous', 'cache_size', 'temp_store']) {
    const { rows } = await sql<Record<string, number>>`pragma ${sql.raw(name)}`.execute(writer);
    connection.exec(`pragma ${name} = ${rows[0]?.[name]}`);
  }
  const prepared = new Map<string, { statement: StatementSync; reads: boolean }>();
  const prepare = (text: string) => {
    const known = prepared.get(text);
    if (known) return known;
    const statement = connection.prepare(text);
    const made = { statement, reads: statement.columns().length > 0 };
    prepared.set(text, made);
    return made;
  };
  return {
    run: (statements) => {
      let orderId: SQLInputValue = null;
      for (const { sql: text, parameters, orderIdAt, insertsOrder } of statements) {
        for (const index of orderIdAt) parameters[index] = orderId;
        const { statement, reads } = prepare(text);
        if (reads) statement.all(...(parameters as SQLInputValue[]));
        else {
          const { lastInsertRowid } = statement.run(...(parameters as SQLInputValue[]));
          if (insertsOrder) orderId = lastInsertRowid;
        }
      }
    },
    close: () => connection.close(),
  };
};

export const startSqlite = async (folder: string): Promise<OrderDatabase> => {
  const file = join(folder, 'orders.db');
  const settings: DatabaseSettings = { url: { kind: 'sqlite', file } };
  const database = openDatabase(settings);
  await migrate(database);
  const connect = () => connectSqlite(file, database);
  return { settings, database, connect, stop: database.close };
};

const connectMysql = async (uri: string, ca: string): Promise<BareConnection> => {
  const connection = await createConnection({
    uri,
    ssl: { ca, rejectUnauthorized: true, verifyIdentity: true },
    charset: 'utf8mb4_bin',
    dateStrings: true,
    supportBigNumbers: true,
    decimalNumbers: true,
  });
  // As the shop's own sessions do.
  await connection.query('set session transaction isolation level read committed');
  return {
    run: async (statements) => {
      let orderId = 0;
      for (const { sql: text, parameters, orderIdAt, insertsOrder } of statements) {
        for (const index of orderIdAt) parameters[index] = orderId;
        const [result] = await connection.query(text, parameters);
        if (insertsOrder && 'insertId' in result) orderId = result.insertId;
      }
    },
    close: () => connection.end(),
  };
};

/** A private server, which like the tests' own does not wait for its disk. */
export const startMariadb = async (): Promise<OrderDatabase> => {
  const server = await startPrivateMariadb();
  const ca = readFileSync(server.caFile, 'utf8');
  const admin = await createConnection({ uri: server.url, ssl: { ca, verifyIdentity: true } });
  await admin.query('create database bench character set utf8mb4 collate utf8mb4_bin');
  await admin.end();
  const uri = new URL('/bench', server.url).href;
  const settings: DatabaseSettings = { url: databaseUrl.parse(uri), caFile: server.caFile };
  const database = openDatabase(settings);
  await migrate(database);
  return {
    settings,
    database,
    connect: () => connectMysql(uri, ca),
    stop: async () => {
      await database.close();
      await server.stop();
    },
  };
};
