import { execFile } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findCfnLint } from '../../scripts/setup/cfn-lint.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { packageFolder } from '../support/template/package-stage.ts';
import { variants } from '../support/template/variants.ts';

// An empty folder to run in: no configuration file can leave a rule out.
const { path: folder, remove } = createTempDir();
afterAll(remove);

const lint = (template: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const program = findCfnLint() ?? 'cfn-lint';
    execFile(
      program,
      ['--regions', 'us-east-1', '--format', 'parseable', '--', template],
      { cwd: folder, env: { ...process.env, HOME: folder } },
      (error, stdout, stderr) => {
        if (error && typeof error.code === 'string') reject(error);
        else resolve(`${stdout}${stderr}`);
      },
    );
  });

describe('cfn-lint', () => {
  it.each(variants)('finds nothing in $name', async ({ name, stage, params }) => {
    const template = join(folder, `${name.replaceAll(' ', '-')}.json`);
    copyFileSync(
      join(await packageFolder(stage, params), 'cloudformation-template-update-stack.json'),
      template,
    );

    expect(await lint(template)).toBe('');
  });

  it('would find something', async () => {
    const template = join(folder, 'wrong.json');
    writeFileSync(
      template,
      JSON.stringify({
        Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { Nme: 'x' } } },
      }),
    );

    expect(await lint(template)).toMatch(/E3002/);
  });
});
