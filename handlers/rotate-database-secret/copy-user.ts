import type { Connection } from 'mysql2/promise';
import { Failure } from '../shared/failure.ts';
import { canLogIn, showGrants } from '../shared/mysql-users.ts';
import { readRights } from '../shared/parse-grants.ts';
import { planRights } from '../shared/plan-grants.ts';
import { type AccountRules, findRules, keepsRules } from './account-rules.ts';
import type { RotatedSecret } from './rotated-secret.ts';

const maxRounds = 4;

const getRules = async (admin: Connection, user: string): Promise<AccountRules> => {
  const rules = await findRules(admin, user);
  if (rules) return rules;
  throw new Failure(
    'USER_MISSING',
    `The database has no user ${user}, who is in use by the secret`,
    'Invoke migrateDatabase, which makes it, then rotate again.',
  );
};

/** Who is to become like whom. */
export type Copy = { readonly from: string; readonly to: string };

/** Statements for people, without a password, that give a user what another one has. */
export const planCopy = async (
  admin: Connection,
  { from, to }: Copy,
): Promise<readonly string[]> => {
  const rules = await getRules(admin, from);
  const rights = readRights(await showGrants(admin, from), from);
  const held = await findRules(admin, to);
  if (!held) return [`create user ${to}`, ...planRights([], to, rights)];
  return [
    ...(keepsRules(held, rules) ? [] : [`alter user ${to} ${rules.sql}`]),
    `set the password of ${to}`,
    ...planRights(await showGrants(admin, to), to, rights),
  ];
};

/** One statement, so that no moment is without the password or without the requirement of TLS. */
const setLogin = async (
  admin: Connection,
  secret: RotatedSecret,
  rules: AccountRules,
  ca: string,
): Promise<readonly string[]> => {
  const { username, password } = secret;
  const held = await findRules(admin, username);
  if (held && keepsRules(held, rules) && (await canLogIn(secret, ca))) return [];
  const verb = held ? 'alter' : 'create';
  await admin.query(`${verb} user ?@'%' identified by ? ${rules.sql}`, [
    username,
    password,
    ...rules.values,
  ]);
  return [`${verb} user ${username}`];
};

/**
 * Gives the secret's user its password, and the rights and rules of another; says what was done,
 * nothing when all was so.
 * @throws Failure USER_MISSING, GRANT_UNKNOWN, GRANT_NOT_COPIED, USERS_NOT_READY
 */
export const copyUser = async (
  admin: Connection,
  from: string,
  secret: RotatedSecret,
  ca: string,
): Promise<readonly string[]> => {
  const { username: to } = secret;
  const rules = await getRules(admin, from);
  const rights = readRights(await showGrants(admin, from), from);
  const done = [...(await setLogin(admin, secret, rules, ca))];
  for (let round = 0; round < maxRounds; round += 1) {
    const changes = planRights(await showGrants(admin, to), to, rights);
    if (changes.length === 0) return done;
    for (const statement of changes) {
      await admin.query(statement);
      done.push(statement);
    }
  }
  throw new Failure(
    'USERS_NOT_READY',
    `${to} still has not the rights of ${from} after: ${done.slice(-4).join('; ')}`,
    'See SHOW GRANTS of both; another administrator may be changing them.',
  );
};
