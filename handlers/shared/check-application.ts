import type { RowDataPacket } from 'mysql2/promise';
import { withMysql } from './connect-mysql.ts';
import type { ApplicationSecret, Server } from './database-secrets.ts';
import { isAccessDenied, messageOf } from './mysql-errors.ts';
import { showGrants } from './mysql-users.ts';
import { findMissingPrivileges } from './plan-grants.ts';

/**
 * Logs in as the application does, over verified TLS, selects, looks at its rights, and returns the
 * cipher that protects it.
 * @throws the database's error, or one that says what is missing
 */
export const checkApplication = (
  server: Server,
  { username: user, password, dbname: database }: ApplicationSecret,
  ca: string,
): Promise<string> =>
  withMysql({ ...server, user, password, database, ca }, async (connection) => {
    await connection.query('select count(*) from kysely_migration');
    const [rows] = await connection.query<RowDataPacket[]>(`show status like 'Ssl_cipher'`);
    const cipher = String(rows[0]?.['Value'] ?? '');
    if (cipher === '') throw new Error('the connection is not encrypted');
    const missing = findMissingPrivileges(await showGrants(connection, user), user, database);
    if (missing.length > 0) throw new LacksPrivileges(`it lacks ${missing.join(', ')}`);
    return cipher;
  });

class LacksPrivileges extends Error {}

/** A user, a right or a table made on the writer a moment ago may not have reached the reader yet. */
export const isNotThereYet = (error: unknown): boolean =>
  isAccessDenied(error) ||
  error instanceof LacksPrivileges ||
  /doesn't exist|Unknown database|command denied/.test(messageOf(error));
