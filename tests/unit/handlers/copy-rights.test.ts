import { describe, expect, it } from '@jest/globals';
import { readRights } from '../../../handlers/shared/parse-grants.ts';
import { findMissingPrivileges, planRights } from '../../../handlers/shared/plan-grants.ts';

const toA = 'TO `app_a`@`%`';
const toB = 'TO `app_b`@`%`';
const fromB = 'FROM `app_b`@`%`';
const usage = 'GRANT USAGE ON *.*';
const data = 'GRANT SELECT, INSERT, UPDATE, DELETE ON `shop`.*';

/** What gives b the rights of a, where each has these. */
const copy = (ofA: readonly string[], ofB: readonly string[]) =>
  planRights(
    ofB.map((line) => `${line} ${toB}`),
    'app_b',
    readRights(
      ofA.map((line) => (line.includes(' TO ') ? line : `${line} ${toA}`)),
      'app_a',
    ),
  );

describe("copying a user's rights", () => {
  it('does nothing where they are the same', () => {
    expect(copy([usage, data], [usage, data])).toEqual([]);
  });

  it('gives what is missing, with the right to pass it on', () => {
    expect(
      copy(
        [usage, data, `GRANT EXECUTE ON PROCEDURE \`shop\`.\`p\` ${toA} WITH GRANT OPTION`],
        [usage, data],
      ),
    ).toEqual([`GRANT EXECUTE ON PROCEDURE \`shop\`.\`p\` ${toB} WITH GRANT OPTION`]);
    expect(copy([`${data} ${toA} WITH GRANT OPTION`], [data])).toEqual([
      `GRANT USAGE ON \`shop\`.* ${toB} WITH GRANT OPTION`,
    ]);
  });

  it('takes away what the other has not, after giving', () => {
    expect(
      copy(
        [usage, 'GRANT SELECT ON `shop`.*', 'GRANT INSERT (`x`, `y`) ON `shop`.`t`'],
        [usage, data, 'GRANT ALL PRIVILEGES ON `other`.*', 'GRANT RELOAD ON *.*'],
      ),
    ).toEqual([
      `GRANT INSERT (\`x\`, \`y\`) ON \`shop\`.\`t\` ${toB}`,
      `REVOKE INSERT, UPDATE, DELETE ON \`shop\`.* ${fromB}`,
      `REVOKE ALL PRIVILEGES ON \`other\`.* ${fromB}`,
      `REVOKE RELOAD ON *.* ${fromB}`,
    ]);
  });

  it('takes rights on the server together that are shown on two lines', () => {
    expect(copy(['GRANT PROCESS ON *.*', 'GRANT BACKUP_ADMIN ON *.*'], [usage])).toEqual([
      `GRANT PROCESS, BACKUP_ADMIN ON *.* ${toB}`,
    ]);
  });

  it('gives all where the other has all', () => {
    expect(copy(['GRANT ALL PRIVILEGES ON `shop`.*'], [data])).toEqual([
      `GRANT ALL PRIVILEGES ON \`shop\`.* ${toB}`,
    ]);
  });

  it.each([
    'GRANT `boss`@`%`',
    'GRANT PROXY ON ``@``',
    'REVOKE INSERT ON `mysql`.* FROM `app_a`@`%`',
    'SET DEFAULT ROLE `boss` FOR `app_a`@`%`',
  ])('does not half copy %s', (line) => {
    const shown = line.startsWith('GRANT') ? `${line} ${toA}` : line;

    expect(() => readRights([`${usage} ${toA}`, shown], 'app_a')).toThrow(
      expect.objectContaining({ code: 'GRANT_NOT_COPIED' }),
    );
  });
});

describe('what the storefront needs', () => {
  it.each([
    [[usage, data], []],
    [['GRANT ALL PRIVILEGES ON `shop`.*'], []],
    [['GRANT SELECT, INSERT ON *.*', 'GRANT UPDATE ON `shop`.*'], ['DELETE']],
    [
      ['GRANT SELECT, INSERT, UPDATE, DELETE ON `shop`.`orders`'],
      ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    ],
  ])('is missing from %j: %j', (lines, missing) => {
    expect(
      findMissingPrivileges(
        lines.map((line) => `${line} ${toA}`),
        'app_a',
        'shop',
      ),
    ).toEqual(missing);
  });
});
