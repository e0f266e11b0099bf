import { sql } from 'kysely';
import type { Database } from '../db/open-database.ts';
import type { Product } from './find-product.ts';
import { findCards, type ProductCard } from './product-card.ts';
import { rootCategoryId } from './refresh-listings.ts';

const howMany = 4;

/** Products of the same main category, in stock first, those of the nearest age before others. */
export const findRelated = (
  { reader }: Database,
  product: Product,
): Promise<readonly ProductCard[]> => {
  const main = product.categories[0]?.handle;
  const category = main
    ? sql`(select id from categories where handle = ${main})`
    : sql.lit(rootCategoryId);
  // Ids grow with time, so walking away from the product's own reads only a few rows.
  const near = (direction: 'before' | 'after') => sql`
    select * from (
      select l.* from catalog_listings l
      where l.category_id = ${category} and l.in_stock = 1
        and l.product_id ${direction === 'before' ? sql`<` : sql`>`} ${product.id}
      order by l.product_id ${direction === 'before' ? sql`desc` : sql`asc`} limit ${sql.lit(howMany)}
    ) ${sql.ref(direction)}`;
  const distance = sql`abs(l.product_id - ${product.id})`;
  return findCards(
    reader,
    sql`select l.* from (${near('before')} union all ${near('after')}) l
      order by ${distance}, l.product_id limit ${sql.lit(howMany)}`,
    sql`${distance}, l.product_id`,
  );
};
