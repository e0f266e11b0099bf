import type { Kysely } from 'kysely';
import { sortOrders } from '../../storefront/catalog/catalog-query.ts';
import type { Schema } from '../../storefront/db/schema.ts';

/** Every kind of page, and the share of bare node:http that the shop aims at. */
const aims = {
  'landing page, cached': 0.5,
  'home, cached': 0.5,
  'product list, cached': 0.5,
  'product page, cached': 0.5,
  'search, cached': 0.5,
  'product lists, each a miss': 0.1,
  'product pages, each a miss': 0.1,
  'searches, each a miss': 0.1,
} as const;

type PageName = keyof typeof aims;

export const pageNames = Object.keys(aims) as PageName[];

export type Scenario = {
  readonly name: PageName;
  /** Asked for in turn. */
  readonly paths: readonly string[];
  readonly aim: number;
};

const combine = <A, B, C>(left: readonly A[], right: readonly B[], join: (a: A, b: B) => C): C[] =>
  left.flatMap((a) => right.map((b) => join(a, b)));

/**
 * Pages that stay in the cache, and pages of which there are so many that each is gone from it
 * before it is asked for again.
 */
export const findScenarios = async (db: Kysely<Schema>): Promise<readonly Scenario[]> => {
  const handles = async (table: 'brands' | 'categories', limit: number) =>
    (
      await db
        .selectFrom(table)
        .select('handle')
        .where('handle', '<>', 'all')
        .limit(limit)
        .execute()
    ).map(({ handle }) => encodeURIComponent(handle));
  const brands = await handles('brands', 20);
  const categories = await handles('categories', 7);
  const products = await db
    .selectFrom('products')
    .select(['handle', 'title'])
    .where('status', '=', 'published')
    .orderBy('id')
    .limit(20_000)
    .execute();
  const titles = products.map(({ title }) => title.split(' '));
  const words = [...new Set(titles.flat())].map(encodeURIComponent);

  const sorted = sortOrders.filter((sort) => sort !== 'relevance').map((sort) => `sort=${sort}`);
  const filters = combine(
    ['', ...categories.map((handle) => `&category=${handle}`)],
    ['', ...brands.map((handle) => `&brand=${handle}`)],
    (category, brand) => category + brand,
  );
  const lists = combine(
    combine(filters, ['', '&stock=in'], (filter, stock) => filter + stock),
    combine(sorted, ['', '&page=2', '&page=3'], (sort, page) => `/products?${sort}${page}`),
    (filter, list) => list + filter,
  );
  const productPaths = products.map(({ handle }) => `/products/${encodeURIComponent(handle)}`);
  const searches = combine(
    words.slice(0, 100),
    words.slice(0, 100),
    (a, b) => `/products?q=${a}+${b}`,
  );

  const paths: Readonly<Record<PageName, readonly string[]>> = {
    'landing page, cached': ['/'],
    'home, cached': ['/shop'],
    'product list, cached': [`/products?category=${categories[0]}`],
    'product page, cached': productPaths.slice(0, 1),
    'search, cached': [`/products?q=${words[0]}`],
    'product lists, each a miss': lists,
    'product pages, each a miss': productPaths,
    'searches, each a miss': searches,
  };
  return pageNames.map((name) => ({ name, paths: paths[name], aim: aims[name] }));
};
