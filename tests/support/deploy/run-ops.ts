import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Cloud } from './cloud.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export type OpsResult = {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs `npm run ops -- …` in a process of its own, against the stages of a cloud, as the user mo. */
export const runOps = ({ emulator }: Cloud, args: readonly string[]): Promise<OpsResult> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/ops.ts', ...args],
      { cwd: root, env: { ...emulator.env, USER: 'mo', NO_COLOR: '1' } },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
