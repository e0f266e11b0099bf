import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable, type UnavailableReason } from '../database-unavailable.ts';
import { toConnectError } from './connection-errors.ts';
import type { Session } from './session.ts';

export type Health =
  | { readonly state: 'unknown' }
  | { readonly state: 'ok'; readonly lagMs?: number | undefined }
  | {
      readonly state: 'out';
      readonly reason: UnavailableReason | 'lagging' | 'no-heartbeat';
      readonly lagMs?: number | undefined;
      readonly error?: DatabaseUnavailable;
    };

export type PulseOptions = {
  readonly endpoint: string;
  readonly open: (signal: AbortSignal) => Promise<Session>;
  /** Asks the server how it is. @throws DatabaseUnavailable when that is no way to go on. */
  readonly probe: (session: Session) => Promise<Health>;
  /** When the server last answered anybody, in the time of performance.now. */
  readonly lastAnswerAt: () => number;
  /** A server that was well and says nothing to anybody for this long is taken for gone. */
  readonly answerTimeoutMs: number;
  /** The same for one that was not: nobody waits for it. */
  readonly connectTimeoutMs: number;
  readonly everyMs: number;
  readonly onHealth: (health: Health) => void;
};

/**
 * Asks an endpoint how it is, again and again, over a connection of its own. So a server that does
 * not answer at all is told from one that takes long for one statement.
 */
export class Pulse {
  readonly #options: PulseOptions;
  readonly #stopping = new AbortController();
  #nap = new AbortController();
  #session: Session | undefined;
  #health: Health = { state: 'unknown' };
  readonly #running: Promise<void>;

  constructor(options: PulseOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#nap = new AbortController();
      const health = await this.#ask();
      if (this.#stopping.signal.aborted) break;
      this.#health = health;
      this.#options.onHealth(health);
      await sleep(this.#options.everyMs, undefined, { signal: this.#nap.signal }).catch(() => {});
    }
    await this.#session?.end();
  }

  async #ask(): Promise<Health> {
    const { endpoint } = this.#options;
    const wasOpen = this.#session !== undefined && !this.#session.isBroken;
    const round = new AbortController();
    const signal = AbortSignal.any([round.signal, this.#stopping.signal]);
    const silence = this.#waitForSilence(signal);
    try {
      const answer = this.#probe(signal);
      // Its failure is known by the race, unless the silence was first.
      answer.catch(() => {});
      return await Promise.race([answer, silence]);
    } catch (error) {
      const failure = toConnectError(endpoint, error);
      this.#session?.destroy(failure);
      this.#session = undefined;
      // One lost connection says nothing yet: only when a new one cannot be made.
      if (wasOpen && failure.reason === 'lost') return this.#ask();
      return { state: 'out', reason: failure.reason, error: failure };
    } finally {
      round.abort();
    }
  }

  async #probe(signal: AbortSignal): Promise<Health> {
    if (!this.#session || this.#session.isBroken) {
      this.#session = await this.#options.open(signal);
    }
    return this.#options.probe(this.#session);
  }

  /** Rejects once nobody has heard of the server for too long. */
  async #waitForSilence(signal: AbortSignal): Promise<never> {
    const { endpoint, answerTimeoutMs, connectTimeoutMs, lastAnswerAt } = this.#options;
    const patienceMs = this.#health.state === 'ok' ? answerTimeoutMs : connectTimeoutMs;
    const startedAt = performance.now();
    for (;;) {
      const leftMs = Math.max(startedAt, lastAnswerAt()) + patienceMs - performance.now();
      if (leftMs <= 0) break;
      await sleep(leftMs, undefined, { signal });
      // Timers come before what has arrived meanwhile: this process may have been the slow one.
      await nextTurn(undefined, { signal });
    }
    throw new DatabaseUnavailable(endpoint, 'no-answer');
  }

  /** Asks at once instead of after the pause. */
  hurry(): void {
    this.#nap.abort();
  }

  /** Asks over a new connection from now on. */
  renew(): void {
    void this.#session?.end();
    this.#session = undefined;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#nap.abort();
    await this.#running;
  }
}
