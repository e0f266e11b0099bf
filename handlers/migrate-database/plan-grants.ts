import { Failure } from '../shared/failure.ts';

/** All that the storefront does at run time is reading and writing rows. */
const wanted: readonly string[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** What "all" means on a database, but for what is wanted. One may be revoked without being there. */
const allOthers =
  'CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER';

/** Splits `SELECT (a, b), INSERT` at the commas outside of brackets. */
const splitPrivileges = (list: string): readonly string[] => list.split(/, (?![^(]*\))/);

type Grant = {
  /** Undefined for a role. */
  readonly on: string | undefined;
  readonly privileges: string;
  readonly grantOption: boolean;
};

const parseGrant = (line: string, account: string): Grant | undefined => {
  // Partial revokes end with the global grant that they limit, default roles with their role.
  if (/^(REVOKE|SET DEFAULT ROLE) /.test(line)) return undefined;
  const end = line.indexOf(` TO ${account}`);
  if (!line.startsWith('GRANT ') || end === -1) {
    throw new Failure(
      'GRANT_UNKNOWN',
      `The database shows a grant of ${account} in a form that is not known`,
      'See it with SHOW GRANTS; plan-grants.ts must learn it.',
    );
  }
  const said = line.slice('GRANT '.length, end);
  const [, privileges = said, on] =
    /^(.+?) ON ((?:\*\.\*|`|PROCEDURE |FUNCTION |PACKAGE ).*)$/.exec(said) ?? [];
  return { on, privileges, grantOption: line.slice(end).includes(' WITH GRANT OPTION') };
};

/**
 * Statements that leave a user with the rights of the application on one database and no others:
 * first what is missing, so that a user who is at work never lacks anything. Empty when all is well.
 * @param lines what SHOW GRANTS says
 */
export const planGrants = (
  lines: readonly string[],
  user: string,
  database: string,
): readonly string[] => {
  const account = `\`${user}\`@\`%\``;
  const own = `\`${database}\`.*`;
  const grants = lines.flatMap((line) => parseGrant(line, account) ?? []);
  const held = grants
    .filter(({ on }) => on === own)
    .flatMap(({ privileges }) => splitPrivileges(privileges));
  const missing = held.includes('ALL PRIVILEGES')
    ? []
    : wanted.filter((privilege) => !held.includes(privilege));

  const revokes = grants.flatMap(({ on, privileges, grantOption }) => {
    if (on === undefined) return [`REVOKE ${privileges} FROM ${account}`];
    const extra = splitPrivileges(privileges).filter(
      (privilege) => privilege !== 'USAGE' && !(on === own && wanted.includes(privilege)),
    );
    const isAllOfOwn = on === own && extra.includes('ALL PRIVILEGES');
    return [
      ...(grantOption ? [`REVOKE GRANT OPTION ON ${on} FROM ${account}`] : []),
      ...(extra.length > 0
        ? [`REVOKE ${isAllOfOwn ? allOthers : extra.join(', ')} ON ${on} FROM ${account}`]
        : []),
    ];
  });
  return [
    ...(missing.length > 0 ? [`GRANT ${missing.join(', ')} ON ${own} TO ${account}`] : []),
    ...revokes,
  ];
};
