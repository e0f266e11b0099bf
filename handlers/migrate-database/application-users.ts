import type { Connection, RowDataPacket } from 'mysql2/promise';
import { type MysqlAddress, withMysql } from '../shared/connect-mysql.ts';
import { Failure } from '../shared/failure.ts';
import { type ApplicationSecret, siblingOf } from './database-secrets.ts';
import { isAccessDenied } from './mysql-errors.ts';
import { planGrants } from './plan-grants.ts';

/** The administrator's connection, and its address for connections of others. */
type Admin = { readonly connection: Connection; readonly address: MysqlAddress };

type Change = {
  /** For people; without a password. */
  readonly what: string;
  readonly run: (admin: Connection) => Promise<unknown>;
};

const maxRounds = 4;

const findTlsRule = async (admin: Connection, user: string): Promise<string | undefined> => {
  const [rows] = await admin.query<RowDataPacket[]>(
    `select ssl_type as rule from mysql.user where user = ? and host = '%'`,
    [user],
  );
  const [row] = rows;
  return row ? String(row['rule']) : undefined;
};

const readGrants = async (admin: Connection, user: string): Promise<readonly string[]> => {
  const [rows] = await admin.query<RowDataPacket[]>(`show grants for ?@'%'`, [user]);
  return rows.flatMap((row) => Object.values(row).map(String));
};

const canLogIn = async (
  { address }: Admin,
  { username, password }: ApplicationSecret,
): Promise<boolean> => {
  try {
    await withMysql({ ...address, user: username, password }, (connection) => connection.ping());
    return true;
  } catch (error) {
    if (isAccessDenied(error)) return false;
    throw error;
  }
};

const requireTls = (user: string): Change => ({
  what: `require TLS of ${user}`,
  run: (admin) => admin.query(`alter user ?@'%' require ssl`, [user]),
});

/** What makes the secret's user able to log in with the secret's password, over TLS only. */
const planLogin = async (admin: Admin, secret: ApplicationSecret): Promise<readonly Change[]> => {
  const { username, password } = secret;
  const rule = await findTlsRule(admin.connection, username);
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
    ...((await canLogIn(admin, secret))
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
  planGrants(await readGrants(connection, user), user, database).map((statement) => ({
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
    (await plan({ connection, address }, secret)).map(({ what }) => what),
  );

/**
 * Makes the application's users as they should be and says what was done; nothing when they are.
 * @throws Failure USERS_NOT_READY when the database does not take the changes.
 */
export const prepareUsers = (
  address: MysqlAddress,
  secret: ApplicationSecret,
): Promise<readonly string[]> =>
  withMysql(address, async (connection) => {
    const done: string[] = [];
    // "All privileges" shows what is in it only after a part of it was revoked: hence rounds.
    for (let round = 0; round < maxRounds; round += 1) {
      const changes = await plan({ connection, address }, secret);
      if (changes.length === 0) return done;
      for (const { what, run } of changes) {
        await run(connection);
        done.push(what);
      }
    }
    throw new Failure(
      'USERS_NOT_READY',
      `The users are still not as they should be after: ${done.slice(-4).join('; ')}`,
      'See SHOW GRANTS of the users; another administrator may be changing them.',
    );
  });
