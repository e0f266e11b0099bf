import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildEdgePages, placeEdgePages } from '../../../scripts/edge-pages.ts';
import { readConfig } from '../../../storefront/config.ts';
import { createSite } from '../../../storefront/site.ts';
import { ErrorPage } from '../../../storefront/views/error-page.tsx';
import { LandingPage } from '../../../storefront/views/landing-page.tsx';
import { renderHtml } from '../../../storefront/views/render-html.ts';

const origin = 'https://shop.example';

/** Any name is there, as in a build that has all. */
const staticNames = new Proxy<Record<string, string>>(
  {},
  { get: (_, name) => String(name).replace('.', '-1A2B3C4D.') },
);
const site = createSite(readConfig({ PUBLIC_ORIGIN: origin, STORE_NAME: 'Low Tide' }), {
  path: (name) => `/static/${staticNames[name]}`,
  read: () => undefined,
});

describe('the pages that the CDN has from a bucket', () => {
  let pages: ReadonlyMap<string, Uint8Array>;
  const textOf = (name: string) => Buffer.from(pages.get(name) ?? []).toString('utf8');

  beforeAll(async () => {
    const built = await buildEdgePages({
      root: join(import.meta.dirname, '../../..'),
      staticNames: Promise.resolve(staticNames),
      settings: { STORE_NAME: 'Low Tide' },
    });
    pages = placeEdgePages(built, origin);
  });

  it('are the landing page that the storefront serves, and its page for when it is away', () => {
    expect([...pages.keys()]).toEqual(['offers.html', 'unavailable.html']);
    expect(textOf('offers.html')).toBe(renderHtml(<LandingPage site={site} />));
    expect(textOf('unavailable.html')).toBe(renderHtml(<ErrorPage site={site} status={503} />));
  });

  it('name the shop by the origin it is deployed under', () => {
    expect(textOf('offers.html')).toContain(`<link rel="canonical" href="${origin}/"`);
    expect(textOf('offers.html')).not.toContain('.invalid');
  });

  it('are not built with a static file missing', async () => {
    const root = join(import.meta.dirname, '../../..');

    await expect(buildEdgePages({ root, staticNames: Promise.resolve({}) })).rejects.toThrow(
      'no static file',
    );
  });
});
