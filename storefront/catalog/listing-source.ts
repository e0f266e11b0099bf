import { type RawBuilder, sql } from 'kysely';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import type { CatalogQuery } from './catalog-query.ts';
import { rootCategoryId } from './refresh-listings.ts';
import { toSearchWords } from './text.ts';

/** A filter of the list; counting a facet leaves the facet's own filter out. */
export type Filter = 'category' | 'brands' | 'price' | 'stock';

/** Rows of catalog_listings as `l`, with the search's matches as `m` when words are searched for. */
export const listingSource = (query: CatalogQuery, flavor: SqlFlavor): RawBuilder<unknown> => {
  const words = toSearchWords(query.text);
  if (words.length === 0) return sql`catalog_listings l`;
  return sql`${flavor.searchMatches(words)} m join catalog_listings l on l.product_id = m.product_id`;
};

/** The condition of a query on {@link listingSource}, without the filters in `except`. */
export const listingCondition = (
  query: CatalogQuery,
  except: readonly Filter[] = [],
): RawBuilder<unknown> => {
  const uses = (filter: Filter) => !except.includes(filter);
  const conditions = [];
  if (uses('category')) {
    conditions.push(
      query.category === null
        ? sql`l.category_id = ${sql.lit(rootCategoryId)}`
        : sql`l.category_id = (select id from categories where handle = ${query.category})`,
    );
  }
  if (uses('brands') && query.brands.length > 0) {
    conditions.push(
      sql`l.brand_id in (select id from brands where handle in (${sql.join(query.brands)}))`,
    );
  }
  if (uses('price') && query.minMinor !== null)
    conditions.push(sql`l.price_minor >= ${query.minMinor}`);
  if (uses('price') && query.maxMinor !== null)
    conditions.push(sql`l.price_minor <= ${query.maxMinor}`);
  if (uses('stock') && query.inStock) conditions.push(sql`l.in_stock = 1`);
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`1 = 1`;
};
