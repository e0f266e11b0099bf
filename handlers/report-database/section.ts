import type { Connection, RowDataPacket } from 'mysql2/promise';
import { type MysqlAddress, withMysql } from '../shared/connect-mysql.ts';
import { messageOf } from '../shared/mysql-errors.ts';

/** A part of the report, or why there is none. */
export type Section<T> = T | { readonly unavailable: string };

/** Selects rows, whose column names are written in small letters by the statement itself. */
export type Ask = (
  sql: string,
  values?: readonly (string | number)[],
) => Promise<readonly RowDataPacket[]>;

/** Thrown where a server does not have what a section needs. */
export class Unavailable extends Error {}

const askOf =
  (connection: Connection): Ask =>
  async (sql, values = []) => {
    const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
    return rows;
  };

/** A session in which nothing can be changed, whoever logs in. */
export const withReadOnly = <T>(address: MysqlAddress, use: (ask: Ask) => Promise<T>): Promise<T> =>
  withMysql(address, async (connection) => {
    await connection.query('set session transaction read only');
    return use(askOf(connection));
  });

/** One part must not take the others with it. */
export const section = async <T>(make: () => Promise<T>): Promise<Section<T>> => {
  try {
    return await make();
  } catch (error) {
    return { unavailable: error instanceof Unavailable ? error.message : messageOf(error) };
  }
};
