import { parseCatalogQuery } from '../../storefront/catalog/catalog-query.ts';
import { findProductList } from '../../storefront/catalog/find-product-list.ts';
import type { Database } from '../../storefront/db/open-database.ts';
import { median } from './numbers.ts';

const pageQueries = {
  'all products': '',
  'one category': 'category=category-1',
  'by price': 'sort=price-asc',
  'one brand': 'brand=brand-1',
} as const;

type PageQuery = keyof typeof pageQueries;

/** Median time of reading one page of 24 cards, in milliseconds, over `runs` reads. */
const measurePageQuery = async (
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
  return median(times);
};

/** Reads the same pages out of a small catalog and a large one, in turn. */
export const measurePageQueries = async (small: Database, large: Database) => {
  const names = Object.keys(pageQueries) as PageQuery[];
  const rows = [];
  for (const name of names) {
    const times = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round < 5; round += 1) {
      times.small.push(await measurePageQuery(small, name, 100));
      times.large.push(await measurePageQuery(large, name, 100));
    }
    const [smallMs, largeMs] = [median(times.small), median(times.large)];
    rows.push({ query: name, smallMs, largeMs, ratio: largeMs / smallMs });
  }
  return rows;
};
