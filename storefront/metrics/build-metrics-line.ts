import type { DatabaseLoad } from '../db/open-database.ts';
import { buildEmbeddedMetrics, type Metric } from './build-embedded-metrics.ts';
import type { MetricsPeriod } from './metrics.ts';
import { toPercentiles } from './to-percentiles.ts';

export type MetricsLineOptions = {
  readonly period: MetricsPeriod;
  readonly load: DatabaseLoad;
  /** Tells the metrics of one stage from another's; undefined where there is only one. */
  readonly stack: string | undefined;
  readonly now: Date;
};

/**
 * One line with what the whole process did. Plain fields, for Logs Insights, say more than metrics
 * would be worth: each route's requests by status, and the cache's tiers.
 */
export const buildMetricsLine = ({ period, load, stack, now }: MetricsLineOptions) => {
  const { requests, routes, cache } = period;
  const lookups = cache.hit + cache.stale + cache.shared + cache.miss;
  const durations = toPercentiles(period.durationsMs);
  const metrics: readonly Metric[] = [
    ...Object.entries(requests).map(
      ([statusClass, count]) => [`Requests${statusClass}`, 'Count', count] as const,
    ),
    ...(durations.length > 0 ? [['Latency', 'Milliseconds', durations] as const] : []),
    ['PoolWaiters', 'Count', load.peakWaiting],
    ...(load.lagMs === undefined ? [] : [['ReplicaLag', 'Milliseconds', load.lagMs] as const]),
    ...(lookups > 0
      ? [['CacheHitRatio', 'Percent', (100 * (lookups - cache.miss)) / lookups] as const]
      : []),
    ['OrdersPlaced', 'Count', period.ordersPlaced],
    ['PaymentFailures', 'Count', period.paymentFailures],
  ];
  const dimensions = stack === undefined ? {} : { Stack: stack };
  return {
    message: 'metrics',
    ...buildEmbeddedMetrics({ dimensions, metrics, now }),
    routes,
    cache,
  };
};
