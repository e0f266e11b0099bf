import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root } from '../../../scripts/setup/run-checks.ts';
import {
  findPreviousRelease,
  type PreviousRelease,
  unpackRelease,
} from '../../support/previous-release.ts';

const currentMigrations = join(root, 'storefront/db/migrations/index.ts');

let release: PreviousRelease;

beforeAll(() => {
  release = unpackRelease(findPreviousRelease());
});

afterAll(() => release?.remove());

describe('the previous release', () => {
  it('goes on working on a database that the newest migrations have brought on', async () => {
    const { suites, passed, failures } = await release.runSuites(/./, currentMigrations);

    expect(failures).toEqual([]);
    expect(suites).toBeGreaterThan(10);
    expect(passed).toBeGreaterThan(100);
  }, 600_000);

  it('would not, had a migration taken away what it uses', async () => {
    const breaking = join(release.folder, 'breaking-migrations.ts');
    writeFileSync(
      breaking,
      `import { migrations as current } from ${JSON.stringify(currentMigrations)};
      export const migrations = {
        ...current,
        '9999-too-soon': () => ['alter table carts rename column expires_at to ends_at'],
      };`,
    );

    const { failures } = await release.runSuites(/\/cart\/cart\.test/, breaking);

    expect(failures).toContainEqual(expect.stringMatching(/\[SQLite\].*expires_at/));
    expect(failures).toContainEqual(expect.stringMatching(/\[MariaDB\].*expires_at/));
  }, 300_000);
});
