import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/open-database.ts';
import { type CatalogQuery, pageSize, type SortOrder } from './catalog-query.ts';
import { listingCondition, listingSource } from './listing-source.ts';
import { findCards, type ProductCard } from './product-card.ts';

const orders: Readonly<Record<SortOrder, RawBuilder<unknown>>> = {
  featured: sql`l.featured desc, l.published_at desc, l.product_id desc`,
  relevance: sql`l.score desc, l.product_id desc`,
  newest: sql`l.published_at desc, l.product_id desc`,
  'price-asc': sql`l.price_minor, l.product_id`,
  'price-desc': sql`l.price_minor desc, l.product_id desc`,
  title: sql`l.title_sort, l.product_id`,
};

/** The cards on one page of a list; none past its end. */
export const findProductList = (
  { reader, flavor }: Database,
  query: CatalogQuery,
): Promise<readonly ProductCard[]> => {
  const byScore = query.sort === 'relevance';
  const picked = sql`
    select l.*${byScore ? sql`, m.score` : sql``}
    from ${listingSource(query, flavor)}
    where ${listingCondition(query)}
    order by ${byScore ? sql`m.score desc, l.product_id desc` : orders[query.sort]}
    limit ${sql.lit(pageSize)} offset ${sql.lit((query.page - 1) * pageSize)}`;
  return findCards(reader, picked, orders[query.sort]);
};
