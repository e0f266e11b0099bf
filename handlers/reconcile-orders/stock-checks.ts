import { sql } from 'kysely';
import { rootCategoryId } from '../../storefront/catalog/refresh-listings.ts';
import type { Check } from './payment-checks.ts';

/** Stock, its history, and what the listings say of it. */
export const stockChecks: readonly Check[] = [
  {
    code: 'STOCK_DIFFERS',
    about: "a variant's stock is not the sum of its history",
    kind: 'variant',
    find: () => sql`
      select v.id from product_variants v
      left join stock_movements m on m.variant_id = v.id
      group by v.id, v.stock having coalesce(sum(m.delta), 0) <> v.stock`,
  },
  {
    code: 'STOCK_NOT_TAKEN',
    about: 'an order has pieces that were never taken out of the stock, or not as many',
    kind: 'order',
    find: ({ since }) => sql`
      select distinct o.id from orders o join order_items i on i.order_id = o.id
      left join stock_movements m
        on m.order_id = o.id and m.variant_id = i.variant_id and m.reason = 'order'
      where o.placed_at >= ${since} and i.variant_id is not null
        and coalesce(m.delta, 0) <> -i.quantity`,
  },
  {
    code: 'STOCK_NOT_RETURNED',
    about: 'an order was given up and its pieces are still taken',
    kind: 'order',
    find: ({ since }) => sql`
      select distinct o.id from orders o join order_items i on i.order_id = o.id
      join stock_movements m
        on m.order_id = o.id and m.variant_id = i.variant_id and m.reason = 'order'
      left join stock_movements b
        on b.order_id = o.id and b.variant_id = i.variant_id and b.reason in ('cancel', 'expiry')
      where o.placed_at >= ${since} and o.status in ('cancelled', 'expired') and b.id is null`,
  },
  {
    code: 'STOCK_OF_NO_ORDER',
    about: 'pieces were taken for an order that is not there, and not given back',
    kind: 'variant',
    find: ({ since }) => sql`
      select m.variant_id as id from stock_movements m left join orders o on o.id = m.order_id
      where m.order_id is not null and m.created_at >= ${since} and o.id is null
      group by m.variant_id, m.order_id having sum(m.delta) <> 0`,
  },
  {
    code: 'LISTING_STALE',
    about: 'a listing says that a product is in stock and it is not, or the other way round',
    kind: 'product',
    find: () => sql`
      select l.product_id as id from catalog_listings l
      where l.category_id = ${rootCategoryId} and l.in_stock <> (
        select case when count(*) > 0 then 1 else 0 end from product_variants v
        where v.product_id = l.product_id and v.stock > 0)`,
  },
];
