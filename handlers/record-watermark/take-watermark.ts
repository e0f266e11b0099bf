import type { Connection, RowDataPacket } from 'mysql2/promise';
import {
  countedTables,
  countRows,
  listReferences,
  listTables,
  readMigrations,
} from '../shared/watermark/database-facts.ts';
import { digestTable } from '../shared/watermark/digest-table.ts';
import { watchedTables } from '../shared/watermark/watched-tables.ts';
import type { Watermark } from '../shared/watermark/watermark.ts';

/**
 * A row's id and time are given before its transaction ends, so that one may come to light late and
 * with a lower id than others. No transaction of the shop takes this long, nor are its clocks so wrong.
 */
const settleMinutes = 10;

/** The server's time, and what it held then; a reader that is behind has only what it has heard of. */
const readTimes = async (
  connection: Connection,
): Promise<{ readonly takenAt: string; readonly settledBefore: string }> => {
  const [rows] = await connection.query<RowDataPacket[]>(
    `select cast(utc_timestamp(3) as char) as now_at,
       cast(date_sub(
         least(utc_timestamp(3), ifnull((select max(beat_at) from replication_heartbeat), utc_timestamp(3))),
         interval ${settleMinutes} minute) as char) as settled`,
  );
  const [row] = rows;
  return {
    takenAt: `${String(row?.['now_at']).replace(' ', 'T')}Z`,
    settledBefore: String(row?.['settled']),
  };
};

/** Sums up a database as it is at one moment; it reads and locks nothing that anybody waits for. */
export const takeWatermark = async (
  connection: Connection,
  database: string,
): Promise<Watermark> => {
  await connection.query('set session transaction isolation level repeatable read');
  await connection.query('start transaction with consistent snapshot, read only');
  const { takenAt, settledBefore } = await readTimes(connection);
  const migrations = await readMigrations(connection);
  const tables = await listTables(connection, database);
  const foreignKeys = (await listReferences(connection, database)).length;
  const settled: Record<string, Watermark['settled'][string]> = {};
  for (const table of watchedTables) {
    settled[table.name] = await digestTable(connection, table, { settledBefore });
  }
  const counts: Record<string, number> = {};
  for (const table of countedTables) counts[table] = await countRows(connection, table);
  await connection.query('rollback');
  return {
    takenAt,
    settledBefore,
    database,
    migrations,
    tables,
    foreignKeys,
    settled,
    counts,
  };
};
