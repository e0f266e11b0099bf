import type { RowDataPacket } from 'mysql2/promise';
import type { Limits } from '../shared/build-handler.ts';
import { withMysql } from '../shared/connect-mysql.ts';
import { Failure } from '../shared/failure.ts';
import type { ApplicationSecret } from './database-secrets.ts';
import { isAccessDenied, isUnreachable, messageOf } from './mysql-errors.ts';
import type { Services } from './services.ts';

/** What was found out as the application: the cipher in use, or why nothing was. */
export type Checked = { readonly writer: string; readonly reader: string };

const readerWaitMs = 20_000;

/** Logs in as the application does, selects, and returns the cipher that protects it. */
const check = (host: string, secret: ApplicationSecret, ca: string): Promise<string> => {
  const { port, username: user, password, dbname: database } = secret;
  return withMysql({ host, port, user, password, database, ca }, async (connection) => {
    await connection.query('select count(*) from kysely_migration');
    const [rows] = await connection.query<RowDataPacket[]>(`show status like 'Ssl_cipher'`);
    const cipher = String(rows[0]?.['Value'] ?? '');
    if (cipher === '') throw new Error('the connection is not encrypted');
    return cipher;
  });
};

const refused = (host: string, user: string, error: unknown) =>
  new Failure(
    'APPLICATION_CHECK_FAILED',
    `${user} cannot work on ${host}: ${messageOf(error)}`,
    'The schema and the users are in place; run the function by hand with {"dryRun":true} to see what differs.',
    error,
  );

/** A user or a table made on the writer a moment ago may not have reached the reader yet. */
const checkReader = async (
  host: string,
  secret: ApplicationSecret,
  { ca, sleep }: Services,
  { remainingMs }: Limits,
): Promise<string> => {
  const deadline = Date.now() + Math.min(readerWaitMs, remainingMs());
  for (;;) {
    try {
      return await check(host, secret, ca);
    } catch (error) {
      if (isUnreachable(error)) return `not reachable: ${messageOf(error)}`;
      const isLate =
        isAccessDenied(error) || /doesn't exist|Unknown database/.test(messageOf(error));
      if (!isLate || Date.now() > deadline) throw refused(host, secret.username, error);
    }
    await sleep(1_000);
  }
};

/**
 * Proves that the application's user can work, over verified TLS, on the writer and on the reader.
 * @throws Failure APPLICATION_CHECK_FAILED; a reader that does not answer is only said.
 */
export const verifyApplication = async (
  secret: ApplicationSecret,
  services: Services,
  limits: Limits,
): Promise<Checked> => {
  const { host, readerHost, username } = secret;
  const writer = await check(host, secret, services.ca).catch((error) => {
    throw refused(host, username, error);
  });
  const hasReader = readerHost !== undefined && readerHost !== host;
  return {
    writer,
    reader: hasReader ? await checkReader(readerHost, secret, services, limits) : 'same as writer',
  };
};
