import { siblingOf } from '../../handlers/shared/database-secrets.ts';
import { planGrants } from '../../handlers/shared/plan-grants.ts';
import { newPassword } from './secret-store.ts';
import type { Stage } from './stage.ts';
import { StageError } from './stage-error.ts';

/**
 * Gives the user that is not in use a new password, makes it where there is none, and names it in
 * the secret. Its idle connections are ended: who has them logs in anew, and is refused with the old
 * password. @returns the names of the user before it and of this one
 */
export const rotatePassword = async ({
  pair,
  secrets,
}: Stage): Promise<{ readonly former: string; readonly current: string }> => {
  const secret = await secrets.readDatabase();
  const current = siblingOf(secret.username);
  if (!current) throw new StageError(`${secret.username} has no second user to alternate with`);
  const password = newPassword();
  const { query } = pair.writer;
  await query(`create user if not exists '${current}'@'%' require ssl`);
  await query(`alter user '${current}'@'%' identified by '${password}' require ssl`);
  for (const grant of planGrants([], current, secret.dbname)) await query(grant);
  await pair.catchUp();
  await secrets.putDatabase({ ...secret, username: current, password });
  for (const server of [pair.writer, pair.replica]) {
    const idle = await server.query(
      `select id from information_schema.processlist
       where user = '${current}' and command = 'Sleep'
       and id not in (select trx_mysql_thread_id from information_schema.innodb_trx)`,
    );
    for (const { id } of idle) await server.query(`kill soft connection ${id}`).catch(() => {});
  }
  return { former: secret.username, current };
};
