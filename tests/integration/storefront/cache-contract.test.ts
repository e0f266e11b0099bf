import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '../../../storefront/routes/catalog.tsx';
import { sitemapRoutes } from '../../../storefront/routes/sitemap.ts';
import type { Services } from '../../../storefront/services.ts';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../../support/storefront-process.ts';

/** A path for every route of the catalog; a route without one fails the last test. */
const samples: Readonly<Record<string, string>> = {
  '/': '/',
  '/offers.html': '/offers.html',
  '/shop': '/shop',
  '/products': '/products?category=books',
  '/products/:handle': '/products/heather-honey',
  '/search/suggestions': '/search/suggestions?q=hon',
  '/robots.txt': '/robots.txt',
  '/site.webmanifest': '/site.webmanifest',
  '/sitemap.xml': '/sitemap.xml',
  '/sitemaps/shop.xml': '/sitemaps/shop.xml',
  '/sitemaps/:name{products-[0-9]{1,4}\\.xml}': '/sitemaps/products-1.xml',
};

describe('the cache contract', () => {
  let shop: StorefrontProcess;

  beforeAll(async () => {
    shop = await startStorefront({ DEMO_CATALOG: demoCatalog });
  });

  afterAll(() => shop.stop());

  const paths = Object.values(samples);

  it.each(paths)(
    '%s may be kept by shared caches for a minute, and never sets a cookie',
    async (path) => {
      const response = await fetch(shop.origin + path, {
        headers: { cookie: 'session=abc; cart=def' },
      });

      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe(
        'public, max-age=0, s-maxage=60, stale-while-revalidate=60',
      );
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(response.headers.get('vary')).toBeNull();
    },
  );

  it.each(paths)('%s is the same for everyone', async (path) => {
    const bodies = await Promise.all(
      [{}, { cookie: 'session=abc', 'user-agent': 'other', 'accept-language': 'de' }].map(
        async (headers) => (await fetch(shop.origin + path, { headers })).text(),
      ),
    );

    expect(bodies[1]).toBe(bodies[0]);
  });

  it.each(paths)('%s answers 304 to the tag it gave', async (path) => {
    const etag = (await fetch(shop.origin + path)).headers.get('etag') ?? '';

    const response = await fetch(shop.origin + path, { headers: { 'if-none-match': `W/${etag}` } });

    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag);
    expect(await response.text()).toBe('');
  });

  it.each(['/products/no-such-product', '/products?category=no-such', '/no/such/page'])(
    '%s is not found, and nobody keeps that',
    async (path) => {
      const response = await fetch(shop.origin + path);

      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    },
  );

  it('files under hashed names are kept for ever, pictures run nothing', async () => {
    const page = await (await fetch(`${shop.origin}/products/heather-honey`)).text();
    const css = /href="(\/static\/[^"]+\.css)"/.exec(page)?.[1];
    const picture = /src="(\/media\/[^"]+)"/.exec(page)?.[1];

    const [style, image] = await Promise.all([
      fetch(shop.origin + css),
      fetch(shop.origin + picture),
    ]);

    expect(style.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(image.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(image.headers.get('content-type')).toBe('image/svg+xml');
    expect(image.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('has a sample for every route of the catalog', () => {
    const services = { site: {} } as Services;
    const routes = [catalogRoutes(services), sitemapRoutes(services)].flatMap((app) => app.routes);

    expect([...new Set(routes.map(({ path }) => path))].sort()).toEqual(
      Object.keys(samples).sort(),
    );
  });
});
