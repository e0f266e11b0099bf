import type { Connection, RowDataPacket } from 'mysql2/promise';
import { livingTables, watchedTables } from './watched-tables.ts';
import type { Migration } from './watermark.ts';

const select = async (
  connection: Connection,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly RowDataPacket[]> => {
  const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
  return rows;
};

export const readMigrations = async (connection: Connection): Promise<Migration[]> =>
  (await select(connection, 'select name, timestamp from kysely_migration order by name')).map(
    (row) => ({ name: String(row['name']), timestamp: String(row['timestamp']) }),
  );

export const listTables = async (connection: Connection, database: string): Promise<string[]> =>
  (
    await select(
      connection,
      `select table_name as name from information_schema.tables
       where table_schema = ? and table_type = 'BASE TABLE' order by table_name`,
      [database],
    )
  ).map((row) => String(row['name']));

/** A column that names a row of another table. */
export type Reference = {
  readonly table: string;
  readonly column: string;
  readonly toTable: string;
  readonly toColumn: string;
};

export const listReferences = async (
  connection: Connection,
  database: string,
): Promise<readonly Reference[]> =>
  (
    await select(
      connection,
      `select table_name as a, column_name as b, referenced_table_name as c, referenced_column_name as d
       from information_schema.key_column_usage
       where table_schema = ? and referenced_table_name is not null
       order by table_name, column_name`,
      [database],
    )
  ).map((row) => ({
    table: String(row['a']),
    column: String(row['b']),
    toTable: String(row['c']),
    toColumn: String(row['d']),
  }));

export const countedTables: readonly string[] = [
  ...watchedTables.map(({ name }) => name),
  ...livingTables,
];

export const countRows = async (connection: Connection, table: string): Promise<number> => {
  const [row] = await select(connection, 'select count(*) as amount from ??', [table]);
  return Number(row?.['amount']);
};

/** The newest heartbeat, `2026-11-22 18:04:05.123`; undefined when there has been none. */
export const findHeartbeat = async (connection: Connection): Promise<string | undefined> => {
  const [row] = await select(connection, 'select max(beat_at) as at from replication_heartbeat');
  const at: unknown = row?.['at'];
  return typeof at === 'string' ? at : undefined;
};
