import { buildEmbeddedMetrics } from './build-embedded-metrics.ts';
import type { MetricsLineOptions } from './build-metrics-line.ts';
import { toPercentiles } from './to-percentiles.ts';

/**
 * A line for each group of routes that was asked for anything, since a line has one value of each
 * dimension. Errors are the answers from 500 on: those that are the shop's own.
 */
export const buildRouteMetricsLines = ({ period, stack, now }: Omit<MetricsLineOptions, 'load'>) =>
  period.groups.map(({ group, requests, durationsMs }) => ({
    message: 'metrics of routes',
    ...buildEmbeddedMetrics({
      dimensions: { ...(stack === undefined ? {} : { Stack: stack }), Route: group },
      metrics: [
        ['Requests', 'Count', Object.values(requests).reduce((sum, count) => sum + count, 0)],
        ['Errors', 'Count', requests['5xx']],
        ['Latency', 'Milliseconds', toPercentiles(durationsMs)],
      ],
      now,
    }),
  }));
