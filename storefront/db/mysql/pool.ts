import { DatabaseUnavailable } from '../database-unavailable.ts';
import type { Session } from './session.ts';

export type PoolLimits = {
  /** Connections at most. */
  readonly size: number;
  /** Callers that may wait for a connection at the same time. */
  readonly queueLimit: number;
  /** How long each of them may wait. */
  readonly acquireTimeoutMs: number;
};

/** What a pool does with its sessions. */
export type Poolable = Pick<Session, 'isBroken' | 'openedAt' | 'closed' | 'destroy' | 'end'>;

export type PoolOptions<S extends Poolable> = PoolLimits & {
  /** The name of the endpoint, for errors. */
  readonly endpoint: string;
  readonly open: (signal: AbortSignal) => Promise<S>;
};

type Waiter<S> = {
  readonly resolve: (session: S) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
};

/** So that connections spread anew over the servers behind a name, now and then. */
const maxAgeMs = 15 * 60_000;

/** Connections to one endpoint, for one caller each at a time; who waits is served in order. */
export class Pool<S extends Poolable> {
  readonly #options: PoolOptions<S>;
  readonly #idle: S[] = [];
  /** The connections in use, and whether each is to be closed instead of used again. */
  readonly #busy = new Map<S, { isStale: boolean }>();
  readonly #opening = new Set<AbortController>();
  readonly #waiters: Waiter<S>[] = [];
  #generation = 0;
  #peakWaiting = 0;
  #closing: Promise<void> | undefined;

  constructor(options: PoolOptions<S>) {
    this.#options = options;
  }

  #unavailable(reason: 'busy' | 'lost'): DatabaseUnavailable {
    return new DatabaseUnavailable(this.#options.endpoint, reason);
  }

  #takeIdle(): S | undefined {
    let session = this.#idle.pop();
    while (session?.isBroken) session = this.#idle.pop();
    return session;
  }

  /**
   * A connection of one's own until `release`.
   * @throws DatabaseUnavailable, `busy` when too many wait already or none came free in time.
   */
  async acquire(): Promise<S> {
    if (this.#closing) throw this.#unavailable('lost');
    const session = this.#takeIdle();
    if (session) {
      this.#busy.set(session, { isStale: false });
      return session;
    }
    if (this.#waiters.length >= this.#options.queueLimit) throw this.#unavailable('busy');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(this.#unavailable('busy'));
      }, this.#options.acquireTimeoutMs);
      const waiter = { resolve, reject, timer };
      this.#waiters.push(waiter);
      this.#peakWaiting = Math.max(this.#peakWaiting, this.#waiters.length);
      this.#fill();
    });
  }

  #nextWaiter(): Waiter<S> | undefined {
    const waiter = this.#waiters.shift();
    clearTimeout(waiter?.timer);
    return waiter;
  }

  #give(session: S): void {
    const waiter = this.#nextWaiter();
    if (!waiter) {
      this.#idle.push(session);
      return;
    }
    this.#busy.set(session, { isStale: false });
    waiter.resolve(session);
  }

  #fill(): void {
    const { size } = this.#options;
    while (
      !this.#closing &&
      this.#opening.size < this.#waiters.length &&
      this.#busy.size + this.#opening.size < size
    ) {
      void this.#open();
    }
  }

  async #open(): Promise<void> {
    const generation = this.#generation;
    const controller = new AbortController();
    this.#opening.add(controller);
    try {
      const session = await this.#options.open(controller.signal);
      this.#opening.delete(controller);
      if (generation === this.#generation) this.#give(session);
      else void session.end();
    } catch (error) {
      this.#opening.delete(controller);
      if (!controller.signal.aborted) this.#nextWaiter()?.reject(error);
    }
    this.#fill();
  }

  /** Takes a connection back; one that is broken or out of date is not used again. */
  release(session: S): void {
    const use = this.#busy.get(session);
    this.#busy.delete(session);
    const isOld = performance.now() - session.openedAt > maxAgeMs;
    if (use && !use.isStale && !isOld && !session.isBroken && !this.#closing) this.#give(session);
    else void session.end();
    this.#fill();
  }

  /** From now on uses new connections only; those in use end when they are released. */
  renew(): void {
    this.#generation += 1;
    for (const use of this.#busy.values()) use.isStale = true;
    for (const session of this.#idle.splice(0)) void session.end();
  }

  /** Cuts every connection and fails whoever uses or awaits one: nothing is to be hoped for. */
  abandon(error: DatabaseUnavailable): void {
    this.#generation += 1;
    for (const controller of this.#opening) controller.abort();
    this.#opening.clear();
    for (const session of this.#idle.splice(0)) session.destroy(error);
    for (const session of this.#busy.keys()) session.destroy(error);
    for (let waiter = this.#nextWaiter(); waiter; waiter = this.#nextWaiter()) waiter.reject(error);
  }

  /** The most callers that waited at the same time since this was last asked. */
  takePeakWaiting(): number {
    const peak = this.#peakWaiting;
    this.#peakWaiting = this.#waiters.length;
    return peak;
  }

  /** Resolves when every connection is closed: those in use once they are released. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      for (const controller of this.#opening) controller.abort();
      for (let waiter = this.#nextWaiter(); waiter; waiter = this.#nextWaiter()) {
        waiter.reject(this.#unavailable('lost'));
      }
      const open = [...this.#idle, ...this.#busy.keys()].map(({ closed }) => closed);
      for (const session of this.#idle.splice(0)) void session.end();
      await Promise.all(open);
    })();
    return this.#closing;
  }
}
