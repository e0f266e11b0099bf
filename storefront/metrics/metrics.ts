import type { CacheOutcome } from '../cache/stale-cache.ts';

export type RequestOutcome = {
  /** The pattern of the path; undefined when no route has matched. */
  readonly route: string | undefined;
  readonly status: number;
  readonly durationMs: number;
  readonly cache: CacheOutcome | undefined;
};

export type StatusClass = '2xx' | '3xx' | '4xx' | '5xx';

/** What happened since the last time somebody asked. */
export type MetricsPeriod = {
  readonly requests: Readonly<Record<StatusClass, number>>;
  readonly routes: Readonly<Record<string, Partial<Record<StatusClass, number>>>>;
  /** Ascending. */
  readonly durationsMs: readonly number[];
  /** Lookups by where the value came from. */
  readonly cache: Readonly<Record<CacheOutcome, number>>;
  readonly ordersPlaced: number;
  readonly paymentFailures: number;
};

/** How much of a busy minute is kept to tell its percentiles from. */
const maxSamples = 5_000;

const toStatusClass = (status: number): StatusClass =>
  status >= 500 ? '5xx' : status >= 400 ? '4xx' : status >= 300 ? '3xx' : '2xx';

const noLookups = (): Record<CacheOutcome, number> => ({ hit: 0, stale: 0, shared: 0, miss: 0 });

const none = (): Record<StatusClass, number> => ({ '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 });

/** Counts what this process does. */
export class Metrics {
  readonly #random: () => number;
  #requests = none();
  #routes = new Map<string, Partial<Record<StatusClass, number>>>();
  #durationsMs: number[] = [];
  #requestCount = 0;
  #cache = noLookups();
  #ordersPlaced = 0;
  #paymentFailures = 0;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  countRequest({ route = 'none', status, durationMs, cache }: RequestOutcome): void {
    const statusClass = toStatusClass(status);
    this.#requests[statusClass] += 1;
    const ofRoute = this.#routes.get(route) ?? {};
    ofRoute[statusClass] = (ofRoute[statusClass] ?? 0) + 1;
    this.#routes.set(route, ofRoute);
    this.#sample(durationMs);
    if (cache !== undefined) this.#cache[cache] += 1;
  }

  /** Every request is as likely to be kept as any other, however many there are. */
  #sample(durationMs: number): void {
    this.#requestCount += 1;
    if (this.#durationsMs.length < maxSamples) {
      this.#durationsMs.push(durationMs);
      return;
    }
    const index = Math.floor(this.#random() * this.#requestCount);
    if (index < maxSamples) this.#durationsMs[index] = durationMs;
  }

  countOrder(): void {
    this.#ordersPlaced += 1;
  }

  countPaymentFailure(): void {
    this.#paymentFailures += 1;
  }

  /** Ends the period and begins the next. */
  take(): MetricsPeriod {
    const period: MetricsPeriod = {
      requests: this.#requests,
      routes: Object.fromEntries(this.#routes),
      durationsMs: this.#durationsMs.sort((one, other) => one - other),
      cache: this.#cache,
      ordersPlaced: this.#ordersPlaced,
      paymentFailures: this.#paymentFailures,
    };
    this.#requests = none();
    this.#routes = new Map();
    this.#durationsMs = [];
    this.#requestCount = 0;
    this.#cache = noLookups();
    this.#ordersPlaced = 0;
    this.#paymentFailures = 0;
    return period;
  }
}
