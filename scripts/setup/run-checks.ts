import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Programs of node_modules first, and among them this Node for those that ask for `node`. */
export const toolEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env['PATH']].join(
    delimiter,
  ),
});

export type Check = { readonly name: string; readonly command: readonly [string, ...string[]] };

export type CheckResult = {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
};

/** What is checked without running the program: seconds, and no service. */
export const staticChecks: readonly Check[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '--colors=off'] },
  {
    name: 'import directions',
    command: ['depcruise', 'storefront', 'handlers', 'scripts', 'tests'],
  },
  { name: 'dead code', command: ['knip', '--no-progress', '--treat-config-hints-as-errors'] },
];

const runCheck = ({ name, command: [program, ...args] }: Check): Promise<CheckResult> =>
  new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(program, args, {
      cwd: root,
      env: toolEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
      });
    }
    const end = (passed: boolean) =>
      resolve({ name, passed, seconds: (performance.now() - started) / 1000, output });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });

const report = ({ name, passed, seconds, output }: CheckResult): void => {
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
  if (!passed) console.log(output.trimEnd());
};

/** Runs the checks, two at a time, reports each as it ends, and returns the names of the failed. */
export const runChecks = async (checks: readonly Check[]): Promise<readonly string[]> => {
  const waiting = [...checks];
  const failed: string[] = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await runCheck(check);
      report(result);
      if (!result.passed) failed.push(result.name);
    }
  };
  await Promise.all([work(), work()]);
  return failed;
};
