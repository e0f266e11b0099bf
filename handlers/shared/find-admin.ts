import type { Limits } from './build-handler.ts';
import { type MysqlAddress, withMysql } from './connect-mysql.ts';
import { adminSecret, type Server } from './database-secrets.ts';
import { Failure } from './failure.ts';
import { isAccessDenied, isUnreachable, messageOf } from './mysql-errors.ts';
import type { Secrets } from './secrets.ts';

export type AdminSource = {
  /** Secret of the database's administrator: {username, password}. */
  readonly adminSecretId: string;
  readonly secrets: Pick<Secrets, 'read'>;
  readonly ca: string;
  readonly sleep: (ms: number) => Promise<unknown>;
};

const longestWaitMs = 120_000;
const longestPauseMs = 8_000;
/** A password that RDS is just replacing is right a moment later. */
const maxDenials = 4;

/**
 * The administrator's address, proven to work: keeps trying while a new database does not answer
 * yet. The secret is read for each try, because RDS changes it by itself.
 * @throws Failure DATABASE_UNREACHABLE, ADMIN_DENIED
 */
export const findAdmin = async (
  { adminSecretId, secrets, ca, sleep }: AdminSource,
  { host, port }: Server,
  { remainingMs, signal }: Limits,
): Promise<MysqlAddress> => {
  const deadline = Date.now() + Math.min(longestWaitMs, remainingMs() / 2);
  let denials = 0;
  for (let pauseMs = 250; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    const admin = await secrets.read(adminSecretId, adminSecret);
    const address = { host, port, user: admin.username, password: admin.password, ca };
    try {
      await withMysql(address, (connection) => connection.ping());
      return address;
    } catch (error) {
      if (isAccessDenied(error)) {
        denials += 1;
        if (denials === maxDenials) {
          throw new Failure(
            'ADMIN_DENIED',
            `${host} does not let the administrator in: ${messageOf(error)}`,
            'Check that the admin secret is the one that RDS manages for this database.',
          );
        }
      } else if (!isUnreachable(error) || Date.now() > deadline || signal.aborted) {
        throw new Failure(
          'DATABASE_UNREACHABLE',
          `No connection to ${host}:${port}: ${messageOf(error)}`,
          "Check the database's state, its security group, and the function's subnets.",
          error,
        );
      }
    }
    await sleep(pauseMs);
  }
};
