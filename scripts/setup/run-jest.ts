import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, toolEnv } from './run-checks.ts';

export const jestCommand = (args: readonly string[]): [string, ...string[]] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  '--experimental-vm-modules',
  join(root, 'node_modules/jest/bin/jest.js'),
  ...args,
];

export type TestCounts = { passed: number; failed: number; skipped: number };

// What jest only warns of, and then waits for ever: something that was left open.
const leftOpen = /Jest did not exit/;
const graceMs = 5_000;
// No test file takes as long as this: one of them runs in a circle, which jest waits for for ever.
const silenceMs = 10 * 60_000;

type JestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
};

const readCounts = (file: string): TestCounts => {
  const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

export type TestRun = TestCounts & { readonly ok: boolean };

export const addCounts = (one: TestRun, other: TestRun): TestRun => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  ok: one.ok && other.ok,
});

/** Runs jest and returns its counts; a run that fails for another reason than a test has one failure. */
export const runJest = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<TestRun> => {
  const folder = mkdtempSync(join(tmpdir(), 'tide-jest-'));
  const report = join(folder, 'report.json');
  const [program, ...rest] = jestCommand([...args, '--json', `--outputFile=${report}`]);
  const color = process.stderr.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawn(program, rest, {
    cwd: root,
    env: { ...toolEnv(), ...color, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group, so that a worker that runs in a circle can be ended with jest.
    detached: true,
  });
  const signalAll = (signal: NodeJS.Signals) => child.pid && process.kill(-child.pid, signal);
  const forward = (signal: NodeJS.Signals) => () => signalAll(signal);
  const [interrupt, terminate] = [forward('SIGINT'), forward('SIGTERM')];
  process.on('SIGINT', interrupt).on('SIGTERM', terminate);
  let leaked = false;
  const endSoon = () => setTimeout(() => signalAll('SIGKILL'), graceMs).unref();
  const silence = setTimeout(() => {
    console.error(`Stopped: no test file has ended for ${silenceMs / 60_000} minutes.`);
    signalAll('SIGTERM');
    endSoon();
  }, silenceMs);
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    process.stderr.write(piece);
    silence.refresh();
    if (leaked || !leftOpen.test(piece)) return;
    leaked = true;
    endSoon();
  });
  try {
    const code = await new Promise<number>((resolve) =>
      child.on('close', (it) => resolve(it ?? 1)),
    );
    const counts = readCounts(report);
    const ok = code === 0 && !leaked;
    return { ...counts, failed: ok ? 0 : Math.max(counts.failed, 1), ok };
  } catch {
    // Jest ended before it could write a report; what it said is above.
    return { passed: 0, failed: 1, skipped: 0, ok: false };
  } finally {
    clearTimeout(silence);
    process.off('SIGINT', interrupt).off('SIGTERM', terminate);
    rmSync(folder, { recursive: true, force: true });
  }
};
