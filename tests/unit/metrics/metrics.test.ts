import { describe, expect, it } from '@jest/globals';
import { buildMetricsLine } from '../../../storefront/metrics/build-metrics-line.ts';
import { buildRouteMetricsLines } from '../../../storefront/metrics/build-route-metrics-lines.ts';
import { Metrics } from '../../../storefront/metrics/metrics.ts';
import { routeGroups, toRouteGroup } from '../../../storefront/metrics/route-group.ts';
import { toPercentiles } from '../../../storefront/metrics/to-percentiles.ts';
import { accessTable } from '../../integration/http-safety/access-table.ts';

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

describe('metrics of routes', () => {
  it('tell requests, errors and latency of each group that was asked for anything', () => {
    const metrics = new Metrics();
    metrics.countRequest(request(200, { durationMs: 7 }));
    metrics.countRequest(request(503, { durationMs: 3, route: '/cart/items/:variantId' }));
    metrics.countRequest(request(422, { durationMs: 5 }));
    metrics.countRequest(request(200, { durationMs: 9, route: '/products/:handle' }));
    metrics.countRequest(request(404, { route: undefined }));

    const lines = buildRouteMetricsLines({ period: metrics.take(), stack: 'stage', now });

    const told = lines.map(({ _aws, message, ...fields }) => fields);
    expect(told).toEqual([
      { Stack: 'stage', Route: 'cart', Requests: 3, Errors: 1, Latency: [3, 5, 7] },
      { Stack: 'stage', Route: 'product', Requests: 1, Errors: 0, Latency: [9] },
      { Stack: 'stage', Route: 'other', Requests: 1, Errors: 0, Latency: [1] },
    ]);
    expect(lines[0]?._aws).toEqual({
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'Tidemarket/Storefront',
          Dimensions: [['Stack', 'Route']],
          Metrics: [
            { Name: 'Requests', Unit: 'Count' },
            { Name: 'Errors', Unit: 'Count' },
            { Name: 'Latency', Unit: 'Milliseconds' },
          ],
        },
      ],
    });
  });

  it('are none when nobody asked', () => {
    const period = new Metrics().take();

    expect(buildRouteMetricsLines({ period, stack: undefined, now })).toEqual([]);
  });

  it('come under the name of every route that shoppers use, and under no other', () => {
    const patterns = Object.keys(accessTable).map((route) => route.split(' ')[1] ?? '');
    const groupOf = new Map(patterns.map((pattern) => [pattern, toRouteGroup(pattern)]));

    expect(new Set([...groupOf.values(), toRouteGroup('none')])).toEqual(new Set(routeGroups));
    expect(patterns.filter((pattern) => groupOf.get(pattern) === 'other').toSorted()).toEqual([
      '/favicon.ico',
      '/healthz',
      '/mailbox',
      '/mailbox/:name',
      '/media/:name',
      '/readyz',
      '/robots.txt',
      '/site.webmanifest',
      '/sitemap.xml',
      '/sitemaps/:name{products-[0-9]{1,4}\\.xml}',
      '/sitemaps/shop.xml',
      '/static/:name',
    ]);
    expect(toRouteGroup('/cartoons')).toBe('other');
  });
});
