import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { Minor } from '../money.ts';

/** What a list shows of a product. */
export type ProductCard = {
  readonly handle: string;
  readonly title: string;
  readonly brand: string | null;
  readonly mediaPath: string | null;
  readonly alt: string;
  /** The lowest price of its variants. */
  readonly priceMinor: Minor;
  readonly priceVaries: boolean;
  readonly compareAtMinor: Minor | null;
  readonly inStock: boolean;
};

type Row = Omit<ProductCard, 'priceVaries' | 'inStock'> & { priceMaxMinor: Minor; inStock: 0 | 1 };

/**
 * Reads cards of the listings that a sub-select picks.
 * @param picked a select of catalog_listings columns (and `score` where `order` uses it), limited.
 * @param order how to sort the cards; columns of `picked` are under `l`.
 */
export const findCards = async (
  db: Db,
  picked: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<readonly ProductCard[]> => {
  const { rows } = await sql<Row>`
    select p.handle as handle, p.title as title, b.name as brand,
      i.media_path as mediaPath, coalesce(i.alt, '') as alt,
      l.price_minor as priceMinor, l.price_max_minor as priceMaxMinor,
      l.compare_at_minor as compareAtMinor, l.in_stock as inStock
    from (${picked}) l
    join products p on p.id = l.product_id
    left join brands b on b.id = p.brand_id
    left join product_images i on i.product_id = p.id
      and i.position = (select min(first.position) from product_images first where first.product_id = p.id)
    order by ${order}
  `.execute(db);
  return rows.map(({ priceMaxMinor, inStock, ...card }) => ({
    ...card,
    priceVaries: priceMaxMinor > card.priceMinor,
    inStock: inStock === 1,
  }));
};
