import { parseGrants, type Right, splitPrivileges } from './parse-grants.ts';

/** All that the storefront does at run time is reading and writing rows. */
const applicationPrivileges: readonly string[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** What "all" means on a database. One may be revoked without being there. */
const allOfDatabase: readonly string[] = [
  ...applicationPrivileges,
  ...'CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER'.split(
    ', ',
  ),
];

const all = 'ALL PRIVILEGES';
const isDatabase = (on: string): boolean => /^`.*`\.\*$/.test(on);

/**
 * Statements that leave a user with these rights and no others: first what is missing, so that a
 * user who is at work never lacks anything. Empty when all is well. A part of "all" shows only after
 * another part was revoked, so that what SHOW GRANTS says then has to be planned for again.
 * @param lines what SHOW GRANTS says
 * @throws Failure GRANT_UNKNOWN
 */
export const planRights = (
  lines: readonly string[],
  user: string,
  rights: readonly Right[],
): readonly string[] => {
  const account = `\`${user}\`@\`%\``;
  const grants = parseGrants(lines, user);
  const wantedOn = (on: string | undefined) => rights.find((right) => right.on === on);
  const heldOn = (on: string) => grants.filter((grant) => grant.on === on);

  const gives = rights.flatMap(({ on, privileges, grantOption }) => {
    const held = heldOn(on).flatMap((grant) => splitPrivileges(grant.privileges));
    const missing = held.includes(all)
      ? []
      : privileges.filter((privilege) => !held.includes(privilege));
    const lacksOption = grantOption && !heldOn(on).some((grant) => grant.grantOption);
    if (missing.length === 0 && !lacksOption) return [];
    const given = missing.length > 0 ? missing.join(', ') : 'USAGE';
    return [`GRANT ${given} ON ${on} TO ${account}${lacksOption ? ' WITH GRANT OPTION' : ''}`];
  });

  const takes = grants.flatMap(({ on, privileges, grantOption }) => {
    if (on === undefined) return [`REVOKE ${privileges} FROM ${account}`];
    const wanted = wantedOn(on);
    const isWanted = (privilege: string) =>
      wanted?.privileges.some((it) => it === privilege || it === all);
    const extra = splitPrivileges(privileges).filter(
      (privilege) => privilege !== 'USAGE' && !isWanted(privilege),
    );
    const isPartOfAll = extra.includes(all) && wanted !== undefined && isDatabase(on);
    const taken = isPartOfAll
      ? allOfDatabase.filter((privilege) => !wanted.privileges.includes(privilege))
      : extra;
    return [
      ...(grantOption && !wanted?.grantOption
        ? [`REVOKE GRANT OPTION ON ${on} FROM ${account}`]
        : []),
      ...(taken.length > 0 ? [`REVOKE ${taken.join(', ')} ON ${on} FROM ${account}`] : []),
    ];
  });
  return [...gives, ...takes];
};

/** {@link planRights} for exactly what the storefront needs on its database. */
export const planGrants = (
  lines: readonly string[],
  user: string,
  database: string,
): readonly string[] =>
  planRights(lines, user, [
    { on: `\`${database}\`.*`, privileges: applicationPrivileges, grantOption: false },
  ]);

/** The privileges that the storefront needs on its database and the user lacks there. */
export const findMissingPrivileges = (
  lines: readonly string[],
  user: string,
  database: string,
): readonly string[] => {
  const held = parseGrants(lines, user)
    .filter(({ on }) => on === '*.*' || on === `\`${database}\`.*`)
    .flatMap(({ privileges }) => splitPrivileges(privileges));
  if (held.includes(all)) return [];
  return applicationPrivileges.filter((privilege) => !held.includes(privilege));
};
