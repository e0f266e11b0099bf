import { Hono } from 'hono';
import { lastPage, pageSize, parseCatalogQuery, toCatalogPath } from '../catalog/catalog-query.ts';
import { findHome } from '../catalog/find-home.ts';
import { findProduct } from '../catalog/find-product.ts';
import { findProductList } from '../catalog/find-product-list.ts';
import { findRelated } from '../catalog/find-related.ts';
import { toProductPath } from '../catalog/product-path.ts';
import { suggest } from '../catalog/suggest.ts';
import { isHandle } from '../catalog/text.ts';
import type { AppEnv } from '../http/app-env.ts';
import type { RenderedPage } from '../http/page-cache.ts';
import type { Services } from '../services.ts';
import { ErrorPage } from '../views/error-page.tsx';
import { HomePage } from '../views/home-page.tsx';
import { LandingPage } from '../views/landing-page.tsx';
import { ProductListPage } from '../views/product-list-page.tsx';
import { ProductPage } from '../views/product-page.tsx';
import { renderHtml } from '../views/render-html.ts';
import { buildWebManifest } from '../views/web-manifest.ts';

/** The pages that are the same for every shopper. None reads a cookie, none sets one. */
export const catalogRoutes = (services: Services): Hono<AppEnv> => {
  const { site, database, pages, facets, categories } = services;

  const notFound = (): RenderedPage => ({
    status: 404,
    body: renderHtml(<ErrorPage site={site} status={404} />),
  });

  const renderHome = async (): Promise<RenderedPage> => ({
    body: renderHtml(<HomePage site={site} home={await findHome(database)} />),
  });

  const renderLanding = async (): Promise<RenderedPage> => ({
    body: renderHtml(<LandingPage site={site} />),
  });

  const renderList = async (search: URLSearchParams): Promise<RenderedPage> => {
    const query = parseCatalogQuery(search, site.currency);
    const tiles = await categories();
    const category = tiles.find(({ handle }) => handle === query.category) ?? null;
    if (query.category !== null && category === null) return notFound();
    const [cards, counts] = await Promise.all([findProductList(database, query), facets(query)]);
    const pageCount = Math.min(Math.max(Math.ceil(counts.total / pageSize), 1), lastPage);
    return {
      body: renderHtml(
        <ProductListPage
          site={site}
          query={query}
          category={category}
          categories={tiles}
          cards={cards}
          facets={counts}
          pageCount={pageCount}
        />,
      ),
    };
  };

  const renderProduct = async (handle: string, variantId: number | null): Promise<RenderedPage> => {
    const product = await findProduct(database, handle);
    if (!product) return notFound();
    const related = await findRelated(database, product);
    const chosen = product.variants.find(({ id }) => id === variantId) ?? null;
    return {
      body: renderHtml(
        <ProductPage
          site={site}
          product={product}
          chosen={chosen}
          related={related}
          categories={await categories()}
        />,
      ),
    };
  };

  return new Hono<AppEnv>()
    .get('/', (c) => pages.respond(c, '/', renderLanding))
    .get('/offers.html', (c) => pages.respond(c, '/', renderLanding))
    .get('/site.webmanifest', (c) =>
      pages.respond(c, '/site.webmanifest', async () => ({
        body: JSON.stringify(buildWebManifest(site)),
        contentType: 'application/manifest+json',
      })),
    )
    .get('/shop', (c) => pages.respond(c, '/shop', renderHome))
    .get('/products', (c) => {
      const search = new URL(c.req.url).searchParams;
      const key = toCatalogPath(parseCatalogQuery(search, site.currency), site.currency);
      return pages.respond(c, key, () => renderList(search));
    })
    .get('/products/:handle', (c) => {
      const handle = c.req.param('handle').toLowerCase();
      if (!isHandle(handle)) return c.notFound();
      const variant = c.req.query('variant') ?? '';
      const variantId = /^\d{1,15}$/.test(variant) ? Number(variant) : null;
      return pages.respond(c, toProductPath(handle, variantId), () =>
        renderProduct(handle, variantId),
      );
    })
    .get('/search/suggestions', (c) => {
      const text = (c.req.query('q') ?? '').slice(0, 100);
      return pages.respond(c, `/search/suggestions?q=${text.toLowerCase()}`, async () => ({
        body: JSON.stringify(await suggest(database, text, await categories())),
        contentType: 'application/json',
      }));
    });
};
