import { parseCatalogQuery } from '../../storefront/catalog/catalog-query.ts';
import { findProductList } from '../../storefront/catalog/find-product-list.ts';
import type { Database } from '../../storefront/db/open-database.ts';

export const pageQueries = {
  'all products': '',
  'one category': 'category=category-1',
  'by price': 'sort=price-asc',
  'one brand': 'brand=brand-1',
} as const;

export type PageQuery = keyof typeof pageQueries;

/** Median time of reading one page of 24 cards, in milliseconds, over `runs` reads. */
export const measurePageQuery = async (
  database: Database,
  name: PageQuery,
  runs: number,
): Promise<number> => {
  const query = parseCatalogQuery(new URLSearchParams(pageQueries[name]), 'USD');
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    const cards = await findProductList(database, query);
    times.push(performance.now() - startedAt);
    if (cards.length === 0) throw new Error(`the page query "${name}" found nothing`);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
};
