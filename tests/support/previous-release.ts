import { execFileSync, spawn } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../scripts/setup/run-checks.ts';
import { jestCommand } from '../../scripts/setup/run-jest.ts';
import { migrations } from '../../storefront/db/migrations/index.ts';

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * The last commit that knew nothing of the newest migration: what runs on the instances while a
 * deploy has migrated the database already.
 * @throws when the history of git is not there
 */
export const findPreviousRelease = (): string => {
  const newest = Object.keys(migrations).at(-1);
  const file = `storefront/db/migrations/${newest}.ts`;
  try {
    const added = git('log', '--diff-filter=A', '--format=%H', '--', file)
      .trim()
      .split('\n')
      .at(-1);
    return git('rev-parse', '--verify', added ? `${added}^` : 'HEAD').trim();
  } catch (cause) {
    throw new Error(
      'The release before the newest migration is read from the history of git, which is not there. ' +
        'In a shallow clone: git fetch --unshallow',
      { cause },
    );
  }
};

/** Suites of that release which do all their work by its own code and the database. */
const findSuites = (folder: string): readonly string[] =>
  globSync('tests/integration/{accounts,cart,catalog,checkout,mail,orders,payments}/*.test.ts', {
    cwd: folder,
  }).filter((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    // Plans of queries are no matter of the schema, and take a minute.
    return (
      source.includes('describeEachDatabase(') &&
      !/storefront-process|built-storefront|explain /.test(source)
    );
  });

export type SuiteResults = {
  readonly suites: number;
  readonly passed: number;
  /** Names of the tests, with the first line of why. */
  readonly failures: readonly string[];
};

type JestReport = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};

const firstLine = (message = ''): string => message.split('\n', 1)[0] ?? '';

const readReport = (file: string): SuiteResults => {
  const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  return {
    suites: testResults.length,
    passed: numPassedTests,
    failures: testResults.flatMap(({ message, assertionResults }) =>
      assertionResults.length === 0
        ? [firstLine(message)]
        : assertionResults
            .filter(({ status }) => status === 'failed')
            .map(({ fullName, failureMessages: [why] }) => `${fullName}: ${firstLine(why)}`),
    ),
  };
};

export type PreviousRelease = {
  /**
   * Runs its repository suites, those whose path matches, on databases migrated by the given module:
   * one that exports `migrations` as storefront/db/migrations/index.ts does.
   */
  readonly runSuites: (pattern: RegExp, migrationsModule: string) => Promise<SuiteResults>;
  /** A folder for modules of a test. */
  readonly folder: string;
  readonly remove: () => void;
};

/** Unpacks a commit inside the project, where its imports find the installed packages. */
export const unpackRelease = (commit: string): PreviousRelease => {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'previous-release-'));
  const parts = ['storefront', 'handlers', 'scripts', 'tests', 'jest.config.mjs'];
  const archive = execFileSync('git', ['archive', commit, '--', ...parts], {
    cwd: root,
    maxBuffer: 1 << 30,
  });
  execFileSync('tar', ['xf', '-', '-C', folder], { input: archive });

  const runSuites = async (pattern: RegExp, migrationsModule: string): Promise<SuiteResults> => {
    const config = join(folder, 'suites.config.mjs');
    const report = join(folder, 'report.json');
    const suites = findSuites(folder).filter((file) => pattern.test(file));
    writeFileSync(
      config,
      `import config from './jest.config.mjs';
      const { testTimeout, projects } = config;
      const project = projects.find(({ displayName }) => displayName === 'integration');
      export default {
        ...project,
        testTimeout,
        testMatch: ${JSON.stringify(suites.map((file) => `<rootDir>/${file}`))},
        moduleNameMapper: { '^\\\\.{1,2}/(.*/)?migrations/index\\\\.ts$': ${JSON.stringify(migrationsModule)} },
      };`,
    );
    const args = ['--config', config, '--runInBand', '--json', `--outputFile=${report}`];
    const [program, ...rest] = jestCommand(args);
    const { TEST_RUN_FOLDER: _, ...env } = process.env;
    const jest = spawn(program, rest, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => jest.on('close', resolve));
    const output = await text(jest.stderr);
    await ended;
    try {
      return readReport(report);
    } catch (cause) {
      throw new Error(`jest of ${commit} wrote no report:\n${output.slice(-4000)}`, { cause });
    }
  };

  return { runSuites, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
