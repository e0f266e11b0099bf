import { parseArgs } from 'node:util';
import { installRequirements } from './setup/install-requirements.ts';
import { describeLeftOut, findLeftOutTests } from './setup/left-out-tests.ts';
import { root, runChecks, staticChecks } from './setup/run-checks.ts';
import { addCounts, runJest } from './setup/run-jest.ts';

const help = `usage: npm test [-- [--full] [PATTERN …]]

Installs what the tests need where that is allowed (Debian, as root or with sudo), then runs the
checks of format, lint, types, imports and dead code, and every test. With PATTERNs, only the test
files whose path matches one. --full adds the long runs. TEST_MYSQL_URL and TEST_MYSQL_CA_FILE name
a MySQL server to use in place of a private MariaDB. With CI set, a test left out is a failure.`;

const { values, positionals: patterns } = parseArgs({
  options: { full: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
if (values.help) {
  console.log(help);
  process.exit();
}

const leftOut = findLeftOutTests(root, installRequirements());
const leftOutFiles = leftOut.flatMap(({ wholeFiles }) => wholeFiles);
const leftOutParts = leftOut.flatMap(({ parts }) => parts);
const env = Object.fromEntries(
  leftOut.flatMap(({ requirement: { leftOutBy } }) => (leftOutBy ? [[leftOutBy, '1']] : [])),
);

const failedChecks = patterns.length > 0 ? [] : await runChecks(staticChecks);
const choice = [
  '--passWithNoTests',
  ...patterns.flatMap((pattern) => ['--testPathPatterns', pattern]),
  ...leftOutFiles.flatMap((file) => [
    '--testPathIgnorePatterns',
    `/${file.replaceAll('.', '\\.')}$`,
  ]),
];
const jestEnv = { ...env, ...(values.full ? { TEST_FULL: '1' } : {}) };
// What is about faults comes last and alone: beside other tests a busy machine looks like one.
const counts = addCounts(
  await runJest([...choice, '--ignoreProjects=resilience'], jestEnv),
  await runJest([...choice, '--selectProjects=resilience', '--maxWorkers=1'], jestEnv),
);

const isEmpty = counts.passed + counts.failed + counts.skipped + leftOutFiles.length === 0;
if (isEmpty) console.log(`No test file matches ${patterns.join(' or ')}.`);
for (const one of leftOut) console.log(describeLeftOut(one));
if (failedChecks.length > 0) console.log(`Failed checks: ${failedChecks.join(', ')}`);
const skipped = counts.skipped + leftOutFiles.length + leftOutParts.length;
const isIncomplete =
  process.env['CI'] !== undefined && process.env['CI'] !== '' && leftOut.length > 0;
if (isIncomplete) console.log('CI is set, so a test that was left out is a failure.');
console.log(`${counts.passed} passed, ${counts.failed} failed, ${skipped} skipped`);
process.exitCode = counts.ok && failedChecks.length === 0 && !isIncomplete && !isEmpty ? 0 : 1;
