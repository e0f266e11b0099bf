import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type LeashedProcess = {
  /** All it wrote so far, standard output and error in the order they came. */
  readonly output: () => string;
  /** Calls back with every further piece of output. */
  readonly onOutput: (listener: () => void) => void;
  /** Resolves to the exit code once it has ended, by itself or by `stop`. */
  readonly exit: Promise<number>;
  /** SIGTERM, and SIGKILL after 15 seconds; resolves to the exit code. */
  readonly stop: () => Promise<number>;
};

export type LeashOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Removed once the process has ended, even when the caller was killed. */
  readonly removeAfterwards?: string;
};

const leash = fileURLToPath(new URL('leash.ts', import.meta.url));

/** Starts a program that ends at the latest with this process, however that ends. */
export const startLeashed = (
  [command, ...args]: readonly [string, ...string[]],
  { env = process.env, removeAfterwards = '' }: LeashOptions = {},
): LeashedProcess => {
  // In a session of its own, so that Ctrl-C in a terminal reaches it by way of the leash only.
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', leash, removeAfterwards, command, ...args],
    { env, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  let text = '';
  const listeners: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      for (const listener of listeners) listener();
    });
  }
  const exit = new Promise<number>((resolve) => {
    child.on('error', ({ message }) => {
      text += message;
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
  return {
    output: () => text,
    onOutput: (listener) => listeners.push(listener),
    exit,
    stop: () => {
      child.stdin.end();
      return exit;
    },
  };
};
