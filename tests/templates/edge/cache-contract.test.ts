import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asList, valueAt } from '../../../scripts/plugins/literal-template/json.ts';
import { parseCatalogQuery, toCatalogPath } from '../../../storefront/catalog/catalog-query.ts';
import { cacheControl } from '../../../storefront/http/cache-control.ts';
import { catalogRoutes } from '../../../storefront/routes/catalog.tsx';
import { sitemapRoutes } from '../../../storefront/routes/sitemap.ts';
import type { Services } from '../../../storefront/services.ts';
import { accessTable } from '../../integration/http-safety/access-table.ts';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../../support/storefront-process.ts';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { loadPackaged } from '../../support/template/packaged.ts';
import { getResource, property } from '../../support/template/query.ts';
import { type Behaviour, findBehaviour, policies, readBehaviours } from './behaviours.ts';

/** What stands in a route's path for its parameters, in a shop with the demo catalog. */
const samples: Readonly<Record<string, string>> = {
  '/products/:handle': '/products/heather-honey',
  '/sitemaps/:name{products-[0-9]{1,4}\\.xml}': '/sitemaps/products-1.xml',
};
const toPath = (pattern: string) => samples[pattern] ?? pattern.replaceAll(/:\w+/g, 'x');

const services = { site: {} } as Services;
const catalogPatterns = new Set(
  [catalogRoutes(services), sitemapRoutes(services)].flatMap(({ routes }) =>
    routes.map(({ path }) => path),
  ),
);
const routes = Object.keys(accessTable).map((route) => {
  const [method = '', pattern = ''] = route.split(' ');
  return { route, method, pattern, path: toPath(pattern) };
});
const catalog = routes.filter(({ pattern }) => catalogPatterns.has(pattern));
const bucketPatterns = ['/static/:name', '/media/:name'];
const others = routes.filter(
  ({ pattern }) => !catalogPatterns.has(pattern) && !bucketPatterns.includes(pattern),
);
const named = (list: typeof routes) => list.map((one) => [one.route, one] as const);

describe('the cache contract', () => {
  let shop: StorefrontProcess;
  let stack: EvaluatedTemplate;
  let behaviours: readonly Behaviour[];

  const cachePolicy = (path: string) =>
    property(getResource(stack, 'CatalogCachePolicy'), `CachePolicyConfig.${path}`);
  const forwarded = (path: string) =>
    cachePolicy(`ParametersInCacheKeyAndForwardedToOrigin.${path}`);

  beforeAll(async () => {
    [shop, { stack }] = await Promise.all([
      startStorefront({ DEMO_CATALOG: demoCatalog }),
      loadPackaged('prod'),
    ]);
    behaviours = readBehaviours(stack);
  });

  afterAll(() => shop.stop());

  it('knows every route of the catalog', () => {
    expect(catalog.map(({ pattern }) => pattern).toSorted()).toEqual(
      [...catalogPatterns].toSorted(),
    );
  });

  it.each(named(catalog))(
    '%s is kept by the edge as the storefront allows it, and no longer',
    async (_, { path }) => {
      const behaviour = findBehaviour(behaviours, path);
      const answer = await fetch(shop.origin + path, {
        headers: { cookie: 'session=abc; cart=def' },
      });

      expect(behaviour).toMatchObject({
        CachePolicyId: policies.catalog,
        AllowedMethods: ['GET', 'HEAD'],
        Compress: true,
      });
      // With a request policy, more than the cache is keyed by would reach the storefront.
      expect(behaviour.OriginRequestPolicyId).toBeUndefined();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe(cacheControl.catalog);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('vary')).toBeNull();
      const sharedSeconds = Number(/s-maxage=(\d+)/.exec(cacheControl.catalog)?.[1]);
      expect(sharedSeconds).toBeLessThanOrEqual(60);
      expect(cachePolicy('MinTTL')).toBe(0);
      expect(cachePolicy('DefaultTTL')).toBe(0);
      expect(cachePolicy('MaxTTL')).toBe(sharedSeconds);
    },
  );

  it.each(named(others))(
    '%s is never kept by the edge, and the storefront has the whole request',
    async (_, { method, path }) => {
      const behaviour = findBehaviour(behaviours, path);
      const answer = await fetch(shop.origin + path, { method, redirect: 'manual' });

      expect(behaviour).toMatchObject({
        TargetOriginId: 'storefront',
        CachePolicyId: policies.uncached,
        OriginRequestPolicyId: policies.shopper,
      });
      expect(behaviour.AllowedMethods).toContain(method);
      // Nor would it be, were its behaviour to change by mistake.
      expect(answer.headers.get('cache-control') ?? 'private, no-store').toBe(cacheControl.private);
    },
  );

  it('forwards neither cookie nor header for the catalog, and only the queries it reads', () => {
    const search = new URLSearchParams(
      'q=tea&category=home&brand=a&brand=b&min=1&max=9&stock=in&sort=title&page=2',
    );
    const read = new URL(toCatalogPath(parseCatalogQuery(search, 'USD'), 'USD'), shop.origin)
      .searchParams;

    expect(forwarded('CookiesConfig.CookieBehavior')).toBe('none');
    expect(forwarded('HeadersConfig.HeaderBehavior')).toBe('none');
    expect(forwarded('QueryStringsConfig.QueryStringBehavior')).toBe('whitelist');
    expect(asList(forwarded('QueryStringsConfig.QueryStrings'))).toEqual(
      [...new Set([...search.keys(), ...read.keys(), 'variant'])].toSorted(),
    );
  });

  it.each(['/products?nonce=1', '/products/heather-honey?variant=1&utm_source=mail'])(
    '%s differs by nothing that the edge leaves out',
    async (target) => {
      const url = new URL(target, shop.origin);
      const kept = asList(forwarded('QueryStringsConfig.QueryStrings'));
      const reduced = new URL(url);
      for (const name of url.searchParams.keys())
        if (!kept.includes(name)) reduced.searchParams.delete(name);

      const [whole, part] = await Promise.all(
        [url, reduced].map(async (address) => (await fetch(address)).text()),
      );

      expect(part).toBe(whole);
    },
  );

  it.each([
    ['/static/shop-1A2B3C4D.css', 'static', policies.files, policies.pageHeaders],
    [`/media/${'3f'.repeat(32)}.webp`, 'media', policies.files, policies.mediaHeaders],
    ['/', 'static', policies.catalog, policies.pageHeaders],
    ['/offers.html', 'static', policies.catalog, policies.pageHeaders],
    ['/unavailable.html', 'static', policies.catalog, policies.pageHeaders],
  ])('%s comes from a bucket', (path, origin, cache, headers) => {
    expect(findBehaviour(behaviours, path)).toMatchObject({
      TargetOriginId: origin,
      CachePolicyId: cache,
      ResponseHeadersPolicyId: headers,
      AllowedMethods: ['GET', 'HEAD'],
    });
  });

  it.each(['/shopping', '/products-x', '/sitemap.xml.gz', '/staticx/a', '/account/products/1'])(
    '%s, which only looks like the catalog, is not kept',
    (path) => {
      expect(findBehaviour(behaviours, path).CachePolicyId).toBe(policies.uncached);
    },
  );

  it('keeps no error: what one shopper may not see, the next one may', () => {
    const errors = asList(
      property(getResource(stack, 'Distribution'), 'DistributionConfig.CustomErrorResponses'),
    );

    // Every status that CloudFront would keep for 10 seconds by itself.
    expect(
      errors.map((error) => [valueAt(error, 'ErrorCode'), valueAt(error, 'ErrorCachingMinTTL')]),
    ).toEqual([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((code) => [code, 0]));
  });
});
