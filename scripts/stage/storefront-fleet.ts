import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LeashedProcess, startLeashed } from '../../tests/support/leashed-process.ts';
import { StageError } from './stage-error.ts';
import { waitUntil } from './wait-until.ts';

export type FleetMember = {
  readonly number: number;
  readonly name: string;
  readonly port: number;
  readonly logFile: string;
  /** Undefined while it does not run. */
  readonly pid: number | undefined;
};

export type FleetOptions = {
  readonly ports: readonly number[];
  readonly releaseFolder: string;
  /** All that a process of it has in its environment but for its own port. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logFolder: string;
};

type Running = { readonly pid: number; readonly process: LeashedProcess };

// The shell says its number and becomes the storefront, whose lines go to a file.
const script = 'echo "pid $$"; exec "$@" >>"$0" 2>&1';

const isHealthy = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );

/** The storefront's processes, each on a port that it keeps. */
export class StorefrontFleet {
  readonly #options: FleetOptions;
  readonly #running = new Map<number, Running>();

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  get members(): readonly FleetMember[] {
    return this.#options.ports.map((port, index) => ({
      number: index + 1,
      name: `storefront-${index + 1}`,
      port,
      logFile: join(this.#options.logFolder, `storefront-${index + 1}.log`),
      pid: this.#running.get(index + 1)?.pid,
    }));
  }

  /** @throws StageError when there is none of this number */
  get(number: number): FleetMember {
    const member = this.members.find((one) => one.number === number);
    if (!member) {
      throw new StageError(`there is no storefront ${number}, only 1 to ${this.members.length}`);
    }
    return member;
  }

  /** The one asked for, or else the first that runs. @throws StageError */
  getRunning(number: number | undefined): FleetMember & { readonly pid: number } {
    const wanted = number === undefined ? this.members : [this.get(number)];
    for (const member of wanted) {
      const { pid } = member;
      if (pid !== undefined) return { ...member, pid };
    }
    throw new StageError(
      number === undefined ? 'no storefront runs' : `storefront ${number} does not run`,
    );
  }

  /** The one asked for, or else the first that does not run. @throws StageError */
  getStopped(number: number | undefined): FleetMember {
    const wanted = number === undefined ? this.members : [this.get(number)];
    const found = wanted.find(({ pid }) => pid === undefined);
    if (found) return found;
    throw new StageError(number === undefined ? 'all run already' : `storefront ${number} runs`);
  }

  /** Starts one and waits until it is healthy. */
  async start(number: number): Promise<void> {
    const { port, logFile } = this.get(number);
    const process_ = startLeashed(
      [
        ...(['/bin/sh', '-c', script, logFile] as const),
        ...[process.execPath, join(this.#options.releaseFolder, 'storefront/server.js')],
      ],
      { env: { ...this.#options.env, PORT: String(port) } },
    );
    const findPid = () => /^pid (\d+)$/m.exec(process_.output())?.[1];
    await waitUntil(`storefront ${number} listens`, () => isHealthy(port), {
      exit: process_.exit,
      output: () => `see ${logFile}`,
    });
    this.#running.set(number, { pid: Number(findPid()), process: process_ });
    void process_.exit.then(() => this.#running.delete(number));
  }

  /** Sends a signal and resolves to the exit code, once there is one. */
  async end(number: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    const running = this.#running.get(number);
    if (!running) throw new StageError(`storefront ${number} does not run`);
    process.kill(running.pid, signal);
    const code = await running.process.exit;
    await sleep(0);
    return code;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((running) => running.process.stop()));
  }
}
