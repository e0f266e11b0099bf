import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findTool } from './find-tool.ts';

/** AWS's linter of templates: a newer one has more rules, so the version is exact. */
export const cfnLintVersion = '1.51.0';

const folder = join(import.meta.dirname, `../../.cache/cfn-lint-${cfnLintVersion}`);

const isTheVersion = (program: string): boolean =>
  spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.includes(cfnLintVersion) === true;

/** cfn-lint in the project's own folder, or the one on the PATH when it is of that version. */
export const findCfnLint = (): string | undefined =>
  [findTool(join(folder, 'bin/cfn-lint')), findTool('cfn-lint')].find(
    (program) => program !== undefined && isTheVersion(program),
  );

/** Puts it into a Python environment of its own. Nothing is installed on the system. */
export const installCfnLint = (): void => {
  const python = findTool('python3');
  if (!python) return;
  console.error(`Installing cfn-lint ${cfnLintVersion} into ${folder} (once) …`);
  const options = { stdio: ['ignore', 2, 2] as ['ignore', number, number] };
  if (spawnSync(python, ['-m', 'venv', folder], options).status !== 0) return;
  spawnSync(
    join(folder, 'bin/pip'),
    ['install', '--quiet', `cfn-lint==${cfnLintVersion}`],
    options,
  );
};
