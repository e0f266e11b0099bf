import type { DatabaseLoad } from '../db/open-database.ts';
import type { MetricsPeriod } from './metrics.ts';

const namespace = 'Tidemarket/Storefront';

/** CloudWatch takes no more values of one metric in a line. */
const maxValues = 100;

export type MetricsLineOptions = {
  readonly period: MetricsPeriod;
  readonly load: DatabaseLoad;
  /** Tells the metrics of one stage from another's; undefined where there is only one. */
  readonly stack: string | undefined;
  readonly now: Date;
};

/** At most 100 values whose percentiles are those of all of them. */
export const toPercentiles = (ascending: readonly number[]): readonly number[] => {
  if (ascending.length <= maxValues) return ascending;
  return Array.from({ length: maxValues }, (_, index) => {
    const at = Math.ceil(((index + 1) / maxValues) * ascending.length) - 1;
    return ascending[at] ?? 0;
  });
};

type Metric = readonly [name: string, unit: string, value: number | readonly number[]];

/**
 * One line in CloudWatch's embedded metric format. Requests are metrics by status only: a metric for
 * each route would cost more than it tells, so those are plain fields for Logs Insights, as are the
 * cache's tiers.
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
  return {
    message: 'metrics',
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [stack === undefined ? [] : ['Stack']],
          Metrics: metrics.map(([name, unit]) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    ...(stack === undefined ? {} : { Stack: stack }),
    ...Object.fromEntries(metrics.map(([name, , value]) => [name, value])),
    routes,
    cache,
  };
};
