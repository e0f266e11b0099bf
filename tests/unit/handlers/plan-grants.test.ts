import { describe, expect, it } from '@jest/globals';
import { planGrants } from '../../../handlers/shared/plan-grants.ts';

const plan = (...lines: readonly string[]) => planGrants(lines, 'app_a', 'tidemarket');
const to = 'TO `app_a`@`%`';
const own = `GRANT SELECT, INSERT, UPDATE, DELETE ON \`tidemarket\`.* ${to}`;

describe('planGrants', () => {
  it.each([
    ['as MySQL shows them', [`GRANT USAGE ON *.* ${to}`, own]],
    [
      'as MariaDB shows them',
      [`GRANT USAGE ON *.* ${to} IDENTIFIED BY PASSWORD '*00' REQUIRE SSL`, own],
    ],
    ['in another order', [`GRANT DELETE, UPDATE, INSERT, SELECT ON \`tidemarket\`.* ${to}`]],
  ])('leaves the right grants alone, %s', (_name, lines) => {
    expect(plan(...lines)).toEqual([]);
  });

  it('gives what is missing before it takes what is too much', () => {
    expect(plan(`GRANT SELECT, DROP ON \`tidemarket\`.* ${to}`)).toEqual([
      'GRANT INSERT, UPDATE, DELETE ON `tidemarket`.* TO `app_a`@`%`',
      'REVOKE DROP ON `tidemarket`.* FROM `app_a`@`%`',
    ]);
  });

  it.each([
    ['GRANT PROCESS, RELOAD ON *.*', 'REVOKE PROCESS, RELOAD ON *.* FROM `app_a`@`%`'],
    ['GRANT BACKUP_ADMIN ON *.*', 'REVOKE BACKUP_ADMIN ON *.* FROM `app_a`@`%`'],
    ['GRANT SELECT ON `other`.*', 'REVOKE SELECT ON `other`.* FROM `app_a`@`%`'],
    [
      'GRANT SELECT (`a`, `b`), UPDATE (`a`) ON `tidemarket`.`orders`',
      'REVOKE SELECT (`a`, `b`), UPDATE (`a`) ON `tidemarket`.`orders` FROM `app_a`@`%`',
    ],
    [
      'GRANT EXECUTE ON PROCEDURE `tidemarket`.`p`',
      'REVOKE EXECUTE ON PROCEDURE `tidemarket`.`p` FROM `app_a`@`%`',
    ],
    ['GRANT `boss`@`%`', 'REVOKE `boss`@`%` FROM `app_a`@`%`'],
    ['GRANT PROXY ON ``@``', 'REVOKE PROXY ON ``@`` FROM `app_a`@`%`'],
  ])('takes away %s', (granted, revoked) => {
    expect(plan(own, `${granted} ${to}`)).toEqual([revoked]);
  });

  it('takes the right to pass rights on', () => {
    expect(plan(`${own} WITH GRANT OPTION`)).toEqual([
      'REVOKE GRANT OPTION ON `tidemarket`.* FROM `app_a`@`%`',
    ]);
  });

  it('never takes the wanted rights away with all the others', () => {
    const [statement, ...more] = plan(`GRANT ALL PRIVILEGES ON \`tidemarket\`.* ${to}`);

    expect(more).toEqual([]);
    expect(statement).toMatch(/^REVOKE CREATE, DROP, /);
    expect(statement).not.toMatch(/SELECT|INSERT|UPDATE|DELETE|ALL/);
  });

  it('does not guess at what it cannot read, and does not repeat it', () => {
    expect(() => plan("ALLOW ALL IDENTIFIED BY PASSWORD '*00'")).toThrow(
      'The database shows a grant of `app_a`@`%` in a form that is not known',
    );
  });
});
