import { runChecks, staticChecks } from './setup/run-checks.ts';
import { jestCommand } from './setup/run-jest.ts';

// The quick check before a commit: no service, no browser. `npm test` runs everything.
const unitTests = { name: 'unit tests', command: jestCommand(['--selectProjects', 'unit']) };
const failed = await runChecks([unitTests, ...staticChecks]);
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
