import { setTimeout as sleep } from 'node:timers/promises';
import type { MysqlAddress } from './connect.ts';

/** Where writer and reader are, and who we are there. No reader: the writer is asked for all. */
export type MysqlEndpoints = {
  readonly writer: MysqlAddress;
  readonly reader: MysqlAddress | undefined;
};

export type CredentialsOptions = {
  readonly initial: MysqlEndpoints;
  /** Asks for them anew; undefined where they are fixed. */
  readonly fetch?: (() => Promise<MysqlEndpoints>) | undefined;
  readonly onFetchError?: (error: unknown) => void;
  /** Time from the end of one fetch to the start of the next. */
  readonly pauseMs?: number;
};

const isSame = (one: MysqlEndpoints, other: MysqlEndpoints): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The credentials in use, fetched again when a server has refused them. */
export class Credentials {
  readonly #options: CredentialsOptions;
  readonly #listeners: (() => void)[] = [];
  #current: MysqlEndpoints;
  #renewal: Promise<void> | undefined;
  #lastEndedAt = Number.NEGATIVE_INFINITY;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    this.#current = options.initial;
  }

  get current(): MysqlEndpoints {
    return this.#current;
  }

  /** True while they are being fetched, or about to be. */
  get isRenewing(): boolean {
    return this.#renewal !== undefined;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** True when there are others than those that were refused. One fetch at a time, and not often. */
  async renew(refused: MysqlEndpoints): Promise<boolean> {
    const { fetch } = this.#options;
    if (this.#current !== refused) return true;
    if (!fetch) return false;
    this.#renewal ??= this.#fetch(fetch).finally(() => {
      this.#renewal = undefined;
    });
    await this.#renewal;
    return this.#current !== refused;
  }

  async #fetch(fetch: () => Promise<MysqlEndpoints>): Promise<void> {
    const { onFetchError, pauseMs = 1_000 } = this.#options;
    const waitMs = this.#lastEndedAt + pauseMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    try {
      const fetched = await fetch();
      if (isSame(fetched, this.#current)) return;
      this.#current = fetched;
      for (const listener of this.#listeners) listener();
    } catch (error) {
      onFetchError?.(error);
    } finally {
      this.#lastEndedAt = performance.now();
    }
  }
}
