import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type ScriptResult = {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs `npm run SCRIPT -- ARGS` in a process of its own, without npm. */
export const runScript = (
  script: 'ops' | 'stage',
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ScriptResult> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', `scripts/${script}.ts`, ...args],
      { cwd: root, env },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
