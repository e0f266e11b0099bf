import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';

/** The category that every published product is listed in, made by the first migration. */
export const rootCategoryId = 1;

/**
 * Derives catalog_listings and product_search anew for some products.
 * @param productIds a parenthesised list or sub-select of product ids; it must not read either table.
 */
export const refreshListings = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  productIds: RawBuilder<unknown>,
): Promise<void> => {
  await sql`delete from catalog_listings where product_id in ${productIds}`.execute(trx);
  await sql`delete from product_search where rowid in ${productIds}`.execute(trx);
  await sql`
    insert into catalog_listings (category_id, product_id, brand_id, price_minor, price_max_minor,
      compare_at_minor, in_stock, featured, published_at, title_sort)
    select listed.category_id, p.id, p.brand_id, prices.lowest, prices.highest,
      (select max(v.compare_at_minor) from product_variants v
        where v.product_id = p.id and v.price_minor = prices.lowest
          and v.compare_at_minor > v.price_minor),
      prices.in_stock, p.featured, p.published_at, p.title_sort
    from products p
    join (
      select product_id, min(price_minor) as lowest, max(price_minor) as highest,
        max(case when stock > 0 then 1 else 0 end) as in_stock
      from product_variants where product_id in ${productIds} group by product_id
    ) prices on prices.product_id = p.id
    join (
      select product_id, category_id from product_categories where product_id in ${productIds}
      union all
      select id, ${sql.lit(rootCategoryId)} from products where id in ${productIds}
    ) listed on listed.product_id = p.id
    where p.status = 'published'
  `.execute(trx);
  await sql`
    insert into product_search (rowid, title, keywords, brand, categories)
    select p.id, p.title, p.keywords, coalesce(b.name, ''),
      coalesce((select ${flavor.joinWords('c.name')} from product_categories pc
        join categories c on c.id = pc.category_id where pc.product_id = p.id), '')
    from products p left join brands b on b.id = p.brand_id
    where p.status = 'published' and p.id in ${productIds}
  `.execute(trx);
};
