import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slsPackage } from './sls-package.ts';
import { variants } from './variants.ts';

// A second opinion, for machines that have it: cfn-lint is a Python program, and npm and Debian do
// not have it. No test rests on it; what it would find is looked for by lint/ on every machine.
const { error } = spawnSync('cfn-lint', ['--version'], { stdio: 'ignore' });
if (error) {
  console.log(
    'cfn-lint is not on the PATH: nothing was checked. pip install cfn-lint installs it.',
  );
  process.exit();
}

const folder = mkdtempSync(join(tmpdir(), 'tide-cfn-lint-'));
try {
  const templates: string[] = [];
  for (const { name, stage, params } of variants) {
    const output = await slsPackage({ stage, params }, join(folder, name.replaceAll(' ', '-')));
    templates.push(join(output, 'cloudformation-template-update-stack.json'));
  }
  const { status } = spawnSync('cfn-lint', ['--regions', 'us-east-1', '--', ...templates], {
    stdio: 'inherit',
  });
  console.log(status === 0 ? 'cfn-lint finds nothing.' : 'cfn-lint has findings.');
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
