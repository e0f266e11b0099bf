import { sql } from 'kysely';
import type { Database } from '../db/open-database.ts';
import { findCards, type ProductCard } from './product-card.ts';
import { rootCategoryId } from './refresh-listings.ts';

export type CategoryTile = {
  readonly handle: string;
  readonly name: string;
  readonly count: number;
  /** A picture of one of its products. */
  readonly mediaPath: string | null;
};

export type Home = {
  readonly categories: readonly CategoryTile[];
  readonly featured: readonly ProductCard[];
  /** The products reduced by the largest share of their price, for the promotion. */
  readonly reduced: readonly ProductCard[];
};

/** Categories that have products, with a picture of their newest product each. */
export const findCategoryTiles = async ({ reader }: Database): Promise<readonly CategoryTile[]> => {
  const { rows } = await sql<CategoryTile>`
    select c.handle as handle, c.name as name, counted.count as count,
      (select i.media_path from product_images i where i.product_id = (
        select l.product_id from catalog_listings l where l.category_id = c.id
        order by l.featured desc, l.published_at desc, l.product_id desc limit 1
      ) order by i.position limit 1) as mediaPath
    from (select category_id, count(*) as count from catalog_listings group by category_id) counted
    join categories c on c.id = counted.category_id
    where c.id <> ${sql.lit(rootCategoryId)}
    order by c.position, c.name limit 24
  `.execute(reader);
  return rows;
};

/** What the shop's home page shows. */
export const findHome = async (database: Database): Promise<Home> => {
  const root = sql`l.category_id = ${sql.lit(rootCategoryId)}`;
  const newestFirst = sql`l.featured desc, l.published_at desc, l.product_id desc`;
  const keptShare = sql`(l.price_minor * 1.0 / l.compare_at_minor)`;
  return {
    categories: await findCategoryTiles(database),
    featured: await findCards(
      database.reader,
      sql`select l.* from catalog_listings l where ${root} order by ${newestFirst} limit 8`,
      newestFirst,
    ),
    reduced: await findCards(
      database.reader,
      sql`select l.* from catalog_listings l
        where ${root} and l.in_stock = 1 and l.compare_at_minor > l.price_minor
        order by ${keptShare}, l.product_id limit 4`,
      sql`${keptShare}, l.product_id`,
    ),
  };
};
