import { Failure } from './failure.ts';

/** One line of SHOW GRANTS. */
export type Grant = {
  /** Undefined for a role. */
  readonly on: string | undefined;
  readonly privileges: string;
  readonly grantOption: boolean;
};

/** What a user may do on something, such as `` `tidemarket`.* ``. */
export type Right = {
  readonly on: string;
  readonly privileges: readonly string[];
  readonly grantOption: boolean;
};

/** Splits `SELECT (a, b), INSERT` at the commas outside of brackets. */
export const splitPrivileges = (list: string): readonly string[] => list.split(/, (?![^(]*\))/);

// Partial revokes end with the global grant that they limit, default roles with their role.
const isOfAnother = (line: string): boolean => /^(REVOKE|SET DEFAULT ROLE) /.test(line);

const parseGrant = (line: string, account: string): Grant => {
  const end = line.indexOf(` TO ${account}`);
  if (!line.startsWith('GRANT ') || end === -1) {
    throw new Failure(
      'GRANT_UNKNOWN',
      `The database shows a grant of ${account} in a form that is not known`,
      'See it with SHOW GRANTS; parse-grants.ts must learn it.',
    );
  }
  const said = line.slice('GRANT '.length, end);
  const [, privileges = said, on] =
    /^(.+?) ON ((?:\*\.\*|`|PROCEDURE |FUNCTION |PACKAGE ).*)$/.exec(said) ?? [];
  return { on, privileges, grantOption: line.slice(end).includes(' WITH GRANT OPTION') };
};

/**
 * The grants that SHOW GRANTS says, those of roles among them.
 * @throws Failure GRANT_UNKNOWN
 */
export const parseGrants = (lines: readonly string[], user: string): readonly Grant[] =>
  lines.filter((line) => !isOfAnother(line)).map((line) => parseGrant(line, `\`${user}\`@\`%\``));

/**
 * The rights that SHOW GRANTS says, for giving another user the same.
 * @throws Failure GRANT_UNKNOWN, or GRANT_NOT_COPIED for a role, a proxy or a partial revoke
 */
export const readRights = (lines: readonly string[], user: string): readonly Right[] => {
  const rights = new Map<string, Right>();
  const grants = parseGrants(lines, user);
  if (lines.some(isOfAnother) || grants.some(({ on, privileges }) => !on || privileges === 'PROXY'))
    throw new Failure(
      'GRANT_NOT_COPIED',
      `${user} has a role, a proxy or a right with an exception, which cannot be given to another user faithfully`,
      'Give it rights without roles, or let migrateDatabase set those that the storefront needs.',
    );
  for (const { on = '', privileges, grantOption } of grants) {
    const before = rights.get(on);
    const more = splitPrivileges(privileges).filter((privilege) => privilege !== 'USAGE');
    rights.set(on, {
      on,
      privileges: [...new Set([...(before?.privileges ?? []), ...more])],
      grantOption: grantOption || (before?.grantOption ?? false),
    });
  }
  return [...rights.values()];
};
