import type { CacheOutcome } from '../cache/stale-cache.ts';
import { DurationSample } from './duration-sample.ts';
import { type RouteGroup, toRouteGroup } from './route-group.ts';

export type RequestOutcome = {
  /** The pattern of the path; undefined when no route has matched. */
  readonly route: string | undefined;
  readonly status: number;
  readonly durationMs: number;
  readonly cache: CacheOutcome | undefined;
};

export type StatusClass = '2xx' | '3xx' | '4xx' | '5xx';

type ByStatus = Readonly<Record<StatusClass, number>>;

/** What the requests of a group of routes came to. */
export type GroupPeriod = {
  readonly group: RouteGroup;
  readonly requests: ByStatus;
  /** Ascending. */
  readonly durationsMs: readonly number[];
};

/** What happened since the last time somebody asked. */
export type MetricsPeriod = {
  readonly requests: ByStatus;
  readonly routes: Readonly<Record<string, Partial<ByStatus>>>;
  /** Groups that were asked for anything. */
  readonly groups: readonly GroupPeriod[];
  /** Ascending. */
  readonly durationsMs: readonly number[];
  /** Lookups by where the value came from. */
  readonly cache: Readonly<Record<CacheOutcome, number>>;
  readonly ordersPlaced: number;
  readonly paymentFailures: number;
};

const toStatusClass = (status: number): StatusClass =>
  status >= 500 ? '5xx' : status >= 400 ? '4xx' : status >= 300 ? '3xx' : '2xx';

const noRequests = (): Record<StatusClass, number> => ({ '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 });

const startPeriod = (random: () => number) => ({
  requests: noRequests(),
  routes: new Map<string, Partial<Record<StatusClass, number>>>(),
  groups: new Map<RouteGroup, { requests: Record<StatusClass, number>; sample: DurationSample }>(),
  sample: new DurationSample(random),
  cache: { hit: 0, stale: 0, shared: 0, miss: 0 },
  ordersPlaced: 0,
  paymentFailures: 0,
});

/** Counts what this process does. */
export class Metrics {
  readonly #random: () => number;
  #now: ReturnType<typeof startPeriod>;

  constructor(random: () => number = Math.random) {
    this.#random = random;
    this.#now = startPeriod(random);
  }

  countRequest({ route = 'none', status, durationMs, cache }: RequestOutcome): void {
    const { requests, routes, sample } = this.#now;
    const statusClass = toStatusClass(status);
    requests[statusClass] += 1;
    sample.add(durationMs);
    const ofRoute = routes.get(route) ?? {};
    ofRoute[statusClass] = (ofRoute[statusClass] ?? 0) + 1;
    routes.set(route, ofRoute);
    const ofGroup = this.#ofGroup(toRouteGroup(route));
    ofGroup.requests[statusClass] += 1;
    ofGroup.sample.add(durationMs);
    if (cache !== undefined) this.#now.cache[cache] += 1;
  }

  #ofGroup(group: RouteGroup) {
    const known = this.#now.groups.get(group);
    if (known) return known;
    const started = { requests: noRequests(), sample: new DurationSample(this.#random) };
    this.#now.groups.set(group, started);
    return started;
  }

  countOrder(): void {
    this.#now.ordersPlaced += 1;
  }

  countPaymentFailure(): void {
    this.#now.paymentFailures += 1;
  }

  /** Ends the period and begins the next. */
  take(): MetricsPeriod {
    const { routes, groups, sample, ...counts } = this.#now;
    this.#now = startPeriod(this.#random);
    return {
      ...counts,
      routes: Object.fromEntries(routes),
      groups: [...groups].map(([group, of]) => ({
        group,
        requests: of.requests,
        durationsMs: of.sample.toAscending(),
      })),
      durationsMs: sample.toAscending(),
    };
  }
}
