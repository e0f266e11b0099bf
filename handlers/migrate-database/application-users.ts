import type { Connection } from 'mysql2/promise';
import { type MysqlAddress, withMysql } from '../shared/connect-mysql.ts';
import { type ApplicationSecret, siblingOf } from '../shared/database-secrets.ts';
import { Failure } from '../shared/failure.ts';
import { canLogIn, findTlsRule, showGrants } from '../shared/mysql-users.ts';
import { planGrants } from '../shared/plan-grants.ts';
import { withUsersLock } from '../shared/with-users-lock.ts';

type Change = {
  /** For people; without a password. */
  readonly what: string;
  readonly run: (admin: Connection) => Promise<unknown>;
};

/** The administrator's connection, and the authorities for connections of others. */
type Admin = { readonly connection: Connection; readonly ca: string };

const maxRounds = 4;
const lockWaitMs = 60_000;

const requireTls = (user: string): Change => ({
  what: `require TLS of ${user}`,
  run: (admin) => admin.query(`alter user ?@'%' require ssl`, [user]),
});

/** What makes the secret's user able to log in with the secret's password, over TLS only. */
const planLogin = async (
  { connection: admin, ca }: Admin,
  secret: ApplicationSecret,
): Promise<readonly Change[]> => {
  const { username, password } = secret;
  const rule = await findTlsRule(admin, username);
  if (rule === undefined) {
    return [
      {
        what: `create user ${username}`,
        run: (connection) =>
          connection.query(`create user ?@'%' identified by ? require ssl`, [username, password]),
      },
    ];
  }
  return [
    ...(rule === 'ANY' ? [] : [requireTls(username)]),
    // A password that works is left alone: its rotation may be under way.
    ...((await canLogIn(secret, ca))
      ? []
      : [
          {
            what: `set the password of ${username}`,
            run: (connection: Connection) =>
              connection.query(`alter user ?@'%' identified by ?`, [username, password]),
          },
        ]),
  ];
};

const planRights = async (
  { connection }: Admin,
  user: string,
  database: string,
): Promise<readonly Change[]> =>
  planGrants(await showGrants(connection, user), user, database).map((statement) => ({
    what: statement,
    run: (admin) => admin.query(statement),
  }));

const planUser = async (admin: Admin, secret: ApplicationSecret): Promise<readonly Change[]> => {
  const login = await planLogin(admin, secret);
  const exists = (await findTlsRule(admin.connection, secret.username)) !== undefined;
  if (exists) return [...login, ...(await planRights(admin, secret.username, secret.dbname))];
  const grants = planGrants([], secret.username, secret.dbname);
  return [...login, ...grants.map((what) => ({ what, run: (on: Connection) => on.query(what) }))];
};

/** The other user, if there is one, has the same rights; its password is the rotation's business. */
const planSibling = async (
  admin: Admin,
  { username, dbname }: ApplicationSecret,
): Promise<readonly Change[]> => {
  const sibling = siblingOf(username);
  const rule = sibling && (await findTlsRule(admin.connection, sibling));
  if (!sibling || rule === undefined) return [];
  const tls = rule === 'ANY' ? [] : [requireTls(sibling)];
  return [...tls, ...(await planRights(admin, sibling, dbname))];
};

const plan = async (admin: Admin, secret: ApplicationSecret): Promise<readonly Change[]> => [
  ...(await planUser(admin, secret)),
  ...(await planSibling(admin, secret)),
];

/** What {@link prepareUsers} would do, in words. */
export const planUsers = (
  address: MysqlAddress,
  secret: ApplicationSecret,
): Promise<readonly string[]> =>
  withMysql(address, async (connection) =>
    (await plan({ connection, ca: address.ca }, secret)).map(({ what }) => what),
  );

const prepare = async (admin: Admin, secret: ApplicationSecret): Promise<readonly string[]> => {
  const done: string[] = [];
  // "All privileges" shows what is in it only after a part of it was revoked: hence rounds.
  for (let round = 0; round < maxRounds; round += 1) {
    const changes = await plan(admin, secret);
    if (changes.length === 0) return done;
    for (const { what, run } of changes) {
      await run(admin.connection);
      done.push(what);
    }
  }
  throw new Failure(
    'USERS_NOT_READY',
    `The users are still not as they should be after: ${done.slice(-4).join('; ')}`,
    'See SHOW GRANTS of the users; another administrator may be changing them.',
  );
};

export type Prepared = {
  /** What was done, in words; nothing when the users were as they should be. */
  readonly users: readonly string[];
  readonly secret: ApplicationSecret;
};

/**
 * Makes the application's users as they should be. The secret is read once no rotation can set a
 * password any more: an older one would undo what a rotation has done since.
 * @throws Failure USERS_BUSY, or USERS_NOT_READY when the database does not take the changes.
 */
export const prepareUsers = (
  address: MysqlAddress,
  database: string,
  readSecret: () => Promise<ApplicationSecret>,
): Promise<Prepared> =>
  withMysql(address, (connection) =>
    withUsersLock(connection, database, lockWaitMs, async () => {
      const secret = await readSecret();
      return { users: await prepare({ connection, ca: address.ca }, secret), secret };
    }),
  );
