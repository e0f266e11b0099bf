import { describe, expect, it } from '@jest/globals';
import { buildMetricsLine, toPercentiles } from '../../../storefront/metrics/build-metrics-line.ts';
import { Metrics } from '../../../storefront/metrics/metrics.ts';

const now = new Date('2026-03-04T12:00:00.000Z');
const load = { peakWaiting: 3, lagMs: 120 };

const request = (status: number, more: object = {}) => ({
  route: '/cart',
  status,
  durationMs: 1,
  cache: undefined,
  ...more,
});

describe('metrics', () => {
  it('tell of one period what has happened in it, and nothing of the one before', () => {
    const metrics = new Metrics();
    metrics.countRequest(request(200));
    metrics.countOrder();
    metrics.take();
    metrics.countRequest(request(303));
    metrics.countRequest(request(503));
    metrics.countRequest(request(200, { route: '/shop', cache: 'hit' }));
    metrics.countRequest(request(200, { route: '/shop', cache: 'stale' }));
    metrics.countRequest(request(404, { route: undefined, cache: 'miss' }));
    metrics.countPaymentFailure();

    const line = buildMetricsLine({ period: metrics.take(), load, stack: 'stage', now });

    expect(line).toMatchObject({
      Stack: 'stage',
      Requests2xx: 2,
      Requests3xx: 1,
      Requests4xx: 1,
      Requests5xx: 1,
      Latency: [1, 1, 1, 1, 1],
      PoolWaiters: 3,
      ReplicaLag: 120,
      CacheHitRatio: 200 / 3,
      OrdersPlaced: 0,
      PaymentFailures: 1,
      routes: { '/cart': { '3xx': 1, '5xx': 1 }, '/shop': { '2xx': 2 }, none: { '4xx': 1 } },
      cache: { hit: 1, stale: 1, shared: 0, miss: 1 },
    });
  });

  it('are each described and given, or neither', () => {
    const empty = buildMetricsLine({
      period: new Metrics().take(),
      load: { peakWaiting: 0, lagMs: undefined },
      stack: undefined,
      now,
    });
    const [directive] = empty._aws.CloudWatchMetrics;

    const described = directive?.Metrics.map(({ Name }) => Name) ?? [];
    expect(described).not.toContain('Latency');
    expect(described).not.toContain('ReplicaLag');
    expect(described).not.toContain('CacheHitRatio');
    expect(Object.keys(empty)).toEqual(expect.arrayContaining(described));
    expect(directive?.Dimensions).toEqual([[]]);
    expect(empty._aws.Timestamp).toBe(now.getTime());
  });

  it('keep the percentiles of many durations in a hundred values', () => {
    const ascending = Array.from({ length: 10_000 }, (_, index) => index + 1);

    const values = toPercentiles(ascending);

    expect(values).toHaveLength(100);
    expect([values[49], values[98], values[99]]).toEqual([5_000, 9_900, 10_000]);
  });

  it('hold no more than so many durations, of all parts of a busy period', () => {
    const metrics = new Metrics(() => 0.5);
    for (let n = 0; n < 20_000; n += 1) metrics.countRequest(request(200, { durationMs: n }));

    const { durationsMs, requests } = metrics.take();

    expect(requests['2xx']).toBe(20_000);
    expect(durationsMs).toHaveLength(5_000);
    expect(durationsMs.at(-1)).toBeGreaterThan(5_000);
  });
});
