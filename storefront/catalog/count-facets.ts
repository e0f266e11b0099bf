import { sql } from 'kysely';
import type { Database } from '../db/open-database.ts';
import type { Minor } from '../money.ts';
import type { CatalogQuery } from './catalog-query.ts';
import { type Filter, listingCondition, listingSource } from './listing-source.ts';
import { rootCategoryId } from './refresh-listings.ts';

export type FacetValue = { readonly handle: string; readonly name: string; readonly count: number };

/** How many products each further choice would leave. Every facet ignores its own filter. */
export type Facets = {
  readonly total: number;
  readonly categories: readonly FacetValue[];
  readonly brands: readonly FacetValue[];
  readonly inStock: number;
  /** Lowest and highest price among the products; null when there are none. */
  readonly priceRange: { readonly lowest: Minor; readonly highest: Minor } | null;
};

/** Counts the facets of a list; page and sort order of the query do not matter. */
export const countFacets = async (
  { reader, flavor }: Database,
  query: CatalogQuery,
): Promise<Facets> => {
  const source = listingSource(query, flavor);
  const where = (...except: Filter[]) => listingCondition(query, except);
  const count = sql<number>`count(*)`;

  const total = await sql<{ count: number }>`
    select ${count} as count from ${source} where ${where()}`.execute(reader);
  const stock = await sql<{ count: number }>`
    select ${count} as count from ${source} where ${where('stock')} and l.in_stock = 1`.execute(
    reader,
  );
  const prices = await sql<{ lowest: Minor | null; highest: Minor | null }>`
    select min(l.price_minor) as lowest, max(l.price_minor) as highest
    from ${source} where ${where('price')}`.execute(reader);
  const categories = await sql<FacetValue>`
    select c.handle as handle, c.name as name, counted.count as count from (
      select l.category_id as category_id, ${count} as count from ${source}
      where ${where('category')} and l.category_id <> ${sql.lit(rootCategoryId)} group by l.category_id
    ) counted join categories c on c.id = counted.category_id
    order by c.position, c.name`.execute(reader);
  const brands = await sql<FacetValue>`
    select b.handle as handle, b.name as name, counted.count as count from (
      select l.brand_id as brand_id, ${count} as count from ${source}
      where ${where('brands')} group by l.brand_id
    ) counted join brands b on b.id = counted.brand_id
    order by counted.count desc, b.name limit 40`.execute(reader);

  const { lowest = null, highest = null } = prices.rows[0] ?? {};
  return {
    total: total.rows[0]?.count ?? 0,
    categories: categories.rows,
    brands: brands.rows,
    inStock: stock.rows[0]?.count ?? 0,
    priceRange: lowest === null || highest === null ? null : { lowest, highest },
  };
};
