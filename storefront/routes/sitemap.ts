import { Hono } from 'hono';
import { findSitemapEntries } from '../catalog/find-sitemap-entries.ts';
import type { AppEnv } from '../http/app-env.ts';
import type { Services } from '../services.ts';

const escapeXml = (text: string): string =>
  text.replace(/[&<>'"]/g, (character) => `&#${character.charCodeAt(0)};`);

const xml = (root: string, entries: readonly string[]) => ({
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</${root}>\n`,
  contentType: 'application/xml; charset=utf-8',
});

/** What search engines ask for: a sitemap index over pages of at most 10,000 products each. */
export const sitemapRoutes = ({ site, database, pages, categories }: Services): Hono<AppEnv> => {
  const url = (path: string, changed?: string) =>
    `  <url><loc>${escapeXml(site.origin + path)}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}</url>`;

  return new Hono<AppEnv>()
    .get('/robots.txt', (c) =>
      pages.respond(c, '/robots.txt', async () => ({
        body: `User-agent: *\nDisallow: /backoffice\nDisallow: /cart\nDisallow: /checkout\nDisallow: /account\nDisallow: /search/\n\nSitemap: ${site.origin}/sitemap.xml\n`,
        contentType: 'text/plain; charset=utf-8',
      })),
    )
    .get('/sitemap.xml', (c) =>
      pages.respond(c, '/sitemap.xml', async () => {
        const { pageCount } = await findSitemapEntries(database, 1);
        const names = [
          'shop',
          ...Array.from({ length: pageCount }, (_, index) => `products-${index + 1}`),
        ];
        return xml(
          'sitemapindex',
          names.map(
            (name) => `  <sitemap><loc>${site.origin}/sitemaps/${name}.xml</loc></sitemap>`,
          ),
        );
      }),
    )
    .get('/sitemaps/shop.xml', (c) =>
      pages.respond(c, '/sitemaps/shop.xml', async () =>
        xml('urlset', [
          url('/'),
          url('/shop'),
          url('/products'),
          ...(await categories()).map(({ handle }) =>
            url(`/products?category=${encodeURIComponent(handle)}`),
          ),
        ]),
      ),
    )
    .get('/sitemaps/:name{products-[0-9]{1,4}\\.xml}', (c) => {
      const page = Number.parseInt(c.req.param('name').slice('products-'.length), 10);
      return pages.respond(c, `/sitemaps/products-${page}.xml`, async () => {
        const { entries, pageCount } = await findSitemapEntries(database, page);
        const { body, contentType } = xml(
          'urlset',
          entries.map(({ handle, changed }) =>
            url(`/products/${encodeURIComponent(handle)}`, changed),
          ),
        );
        return { status: page >= 1 && page <= pageCount ? 200 : 404, body, contentType };
      });
    });
};
