import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { findPreviousRelease } from '../../../scripts/setup/find-previous-release.ts';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';

const folder = 'storefront/db/migrations';

let temp: TempDir;
let project: string;

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', project, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

const write = (name: string): void => {
  mkdirSync(join(project, folder), { recursive: true });
  writeFileSync(join(project, folder, name), `// ${name}\n`);
};

/** Commits all that there is; returns the commit. */
const commit = (): string => {
  git('add', '.');
  git(
    ...['-c', 'user.name=Test', '-c', 'user.email=test@shop.example'],
    ...['-c', 'commit.gpgsign=false', 'commit', '--quiet', '--allow-empty', '-m', 'One more'],
  );
  return git('rev-parse', 'HEAD');
};

beforeEach(() => {
  temp = createTempDir();
  project = join(temp.path, 'project');
  mkdirSync(project);
  git('init', '--quiet');
  write('index.ts');
  write('0001-first.ts');
});

afterEach(() => temp.remove());

it('is the commit before the newest migration was added, whatever has come since', () => {
  commit();
  writeFileSync(join(project, 'code.ts'), '');
  const before = commit();
  write('0002-second.ts');
  commit();
  writeFileSync(join(project, folder, '0002-second.ts'), '// mended\n');
  commit();

  expect(findPreviousRelease(project)).toBe(before);
});

it('is the last commit while the newest migration is not committed', () => {
  const last = commit();
  write('0002-second.ts');

  expect(findPreviousRelease(project)).toBe(last);
});

it('is unknown before there are two', () => {
  commit();

  expect(findPreviousRelease(project)).toBeUndefined();
});

it('is unknown in a shallow clone that does not go back so far', () => {
  commit();
  write('0002-second.ts');
  commit();
  commit();
  const clone = join(temp.path, 'clone');
  git('clone', '--quiet', '--depth', '2', `file://${project}`, clone);
  const shallow = findPreviousRelease(clone);
  git('-C', clone, 'fetch', '--quiet', '--unshallow');

  expect(shallow).toBeUndefined();
  expect(findPreviousRelease(clone)).toBe(findPreviousRelease(project));
});

it('is unknown without git, and inside of somebody else’s', () => {
  commit();
  write('0002-second.ts');
  commit();
  const unpacked = join(temp.path, 'unpacked');
  cpSync(project, unpacked, { recursive: true });
  rmSync(join(unpacked, '.git'), { recursive: true });
  const alone = findPreviousRelease(unpacked);
  const vendored = join(project, 'vendored');
  cpSync(unpacked, vendored, { recursive: true });

  expect([alone, findPreviousRelease(vendored)]).toEqual([undefined, undefined]);
});
