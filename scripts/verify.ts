import { parseArgs } from 'node:util';
import { runChecks, staticChecks } from './setup/run-checks.ts';
import { jestCommand } from './setup/run-jest.ts';

const help = `usage: npm run verify

The quick check before a commit: format, lint, types, unit tests, dead code and import directions.
It starts no service and no browser; npm test runs everything.`;

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
if (values.help) {
  console.log(help);
  process.exit();
}

const unitTests = { name: 'unit tests', command: jestCommand(['--selectProjects', 'unit']) };
const failed = await runChecks([unitTests, ...staticChecks]);
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
