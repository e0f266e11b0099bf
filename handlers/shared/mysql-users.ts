import type { Connection, RowDataPacket } from 'mysql2/promise';
import { type MysqlAddress, withMysql } from './connect-mysql.ts';
import type { ApplicationSecret } from './database-secrets.ts';
import { isAccessDenied } from './mysql-errors.ts';

/** The rule of TLS that a user has, such as ANY; undefined when there is no such user. */
export const findTlsRule = async (admin: Connection, user: string): Promise<string | undefined> => {
  const [rows] = await admin.query<RowDataPacket[]>(
    `select ssl_type as rule from mysql.user where user = ? and host = '%'`,
    [user],
  );
  const [row] = rows;
  return row ? String(row['rule']) : undefined;
};

/** What SHOW GRANTS says of a user. */
export const showGrants = async (
  connection: Connection,
  user: string,
): Promise<readonly string[]> => {
  const [rows] = await connection.query<RowDataPacket[]>(`show grants for ?@'%'`, [user]);
  return rows.flatMap((row) => Object.values(row).map(String));
};

/** Whether the writer takes the secret's user with the secret's password. */
export const canLogIn = async (
  { host, port, username, password }: ApplicationSecret,
  ca: string,
): Promise<boolean> => {
  const address: MysqlAddress = { host, port, user: username, password, ca };
  try {
    await withMysql(address, (connection) => connection.ping());
    return true;
  } catch (error) {
    if (isAccessDenied(error)) return false;
    throw error;
  }
};
