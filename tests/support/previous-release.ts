import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import { findPreviousRelease } from '../../scripts/setup/find-previous-release.ts';
import { root } from '../../scripts/setup/run-checks.ts';
import { jestCommand } from '../../scripts/setup/run-jest.ts';
import { startLeashed } from './leashed-process.ts';
import { createTempDir } from './temp-dir.ts';

type JestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
  }[];
};

export type PreviousReleaseRun = {
  /** The test files that were run, by path from the release's root. */
  readonly suites: readonly string[];
  readonly passed: number;
  readonly failed: number;
  /** What each suite that failed has said. */
  readonly failures: readonly string[];
};

export type PreviousReleaseOptions = {
  /** A module that exports the `migrations` of the new schema. */
  readonly migrations: string;
  readonly isChosen: (suite: string) => boolean;
};

const parts = ['storefront', 'handlers', 'scripts', 'tests', 'jest.config.mjs'];

const unpack = (commit: string, folder: string): void => {
  const file = join(folder, 'release.tar');
  const command = ['-c', 'safe.directory=*', 'archive', '--format=tar', '-o', file, commit];
  const { status, stderr } = spawnSync('git', [...command, ...parts], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git archive ${commit}: ${stderr}`);
  extract({ file, cwd: folder, sync: true });
  rmSync(file);
};

/** Today's migrations with today's column types, in the place of the release's own. */
const buildNewMigrations = (module: string): string => `
import { migrations as current } from ${JSON.stringify(module)};
import { mysqlFlavor } from ${JSON.stringify(join(root, 'storefront/db/mysql/mysql-flavor.ts'))};
import { sqliteFlavor } from ${JSON.stringify(join(root, 'storefront/db/sqlite/sqlite-flavor.ts'))};

const flavors = { mysql: mysqlFlavor, sqlite: sqliteFlavor };
export const migrations = Object.fromEntries(
  Object.entries(current).map(([name, build]) => [name, ({ kind }) => build(flavors[kind])]),
);
`;

/** The suites that say what the code does with each database, by path from the root. */
const findSuites = (folder: string): readonly string[] =>
  globSync('tests/integration/**/*.test.ts', { cwd: folder })
    .filter((suite) =>
      /describe(EachDatabase|Shop)\(/.test(readFileSync(join(folder, suite), 'utf8')),
    )
    .sort();

const readReport = (file: string, output: string): Omit<PreviousReleaseRun, 'suites'> => {
  if (!existsSync(file)) throw new Error(`the previous release's tests did not run:\n${output}`);
  const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    failures: report.testResults
      .filter(({ status }) => status !== 'passed')
      .map(({ name, message }) => `${name}\n${message}`),
  };
};

/**
 * Runs test suites of the previous release, with its own code, on databases that have the new
 * schema. It runs with the packages that are installed now.
 */
export const runPreviousRelease = async ({
  migrations,
  isChosen,
}: PreviousReleaseOptions): Promise<PreviousReleaseRun> => {
  const commit = findPreviousRelease(root);
  if (!commit) throw new Error('git has no release before the newest migration');
  // Inside of the project, where packages are found.
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'previous-release-'));
  const reports = createTempDir();
  try {
    unpack(commit, folder);
    writeFileSync(
      join(folder, 'storefront/db/migrations/index.ts'),
      buildNewMigrations(migrations),
    );
    const suites = findSuites(folder).filter(isChosen);
    const report = join(reports.path, 'report.json');
    const command = jestCommand([
      ...['--config', join(folder, 'jest.config.mjs'), '--selectProjects', 'integration'],
      ...['--maxWorkers', '1', '--json', `--outputFile=${report}`],
      ...['--runTestsByPath', ...suites.map((suite) => join(folder, suite))],
    ]);
    const run = startLeashed(command, { removeAfterwards: folder });
    await run.exit;
    return { suites, ...readReport(report, run.output()) };
  } finally {
    reports.remove();
    rmSync(folder, { recursive: true, force: true });
  }
};
