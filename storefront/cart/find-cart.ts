import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import type { Minor } from '../money.ts';
import type { CartOwner } from './cart-owner.ts';

/** `reduced`: less in stock than wanted. `unavailable`: no longer sold at all. */
export type LineState = 'ok' | 'reduced' | 'sold-out' | 'unavailable';

export type CartLine = {
  readonly variantId: number;
  readonly state: LineState;
  readonly title: string;
  /** Option values such as `Blue / M`, empty for a product without options. */
  readonly variantTitle: string;
  readonly sku: string;
  /** Null for a product that has no page any more. */
  readonly handle: string | null;
  readonly mediaPath: string | null;
  readonly quantity: number;
  readonly stock: number;
  readonly unitPriceMinor: Minor;
  /** The price when the shopper last saw and accepted it. */
  readonly seenPriceMinor: Minor;
};

export type Cart = {
  readonly id: number;
  readonly lines: readonly CartLine[];
};

type Row = {
  variantId: number;
  cartTitle: string;
  title: string | null;
  status: string | null;
  option1: string | null;
  option2: string | null;
  option3: string | null;
  sku: string | null;
  handle: string | null;
  mediaPath: string | null;
  quantity: number;
  stock: number | null;
  unitPriceMinor: number | null;
  seenPriceMinor: number;
};

const stateOf = (row: Row): LineState => {
  if (row.status !== 'published' || row.stock === null) return 'unavailable';
  if (row.stock === 0) return 'sold-out';
  return row.stock < row.quantity ? 'reduced' : 'ok';
};

const toLine = (row: Row): CartLine => {
  const state = stateOf(row);
  return {
    variantId: row.variantId,
    state,
    title: row.title ?? row.cartTitle,
    variantTitle: [row.option1, row.option2, row.option3].filter(Boolean).join(' / '),
    sku: row.sku ?? '',
    handle: state === 'unavailable' ? null : row.handle,
    mediaPath: row.mediaPath,
    quantity: row.quantity,
    stock: row.stock ?? 0,
    unitPriceMinor: row.unitPriceMinor ?? row.seenPriceMinor,
    seenPriceMinor: row.seenPriceMinor,
  };
};

/** Reads the lines of a cart with today's prices and stock, in the order they were put in. */
export const findCartLines = async (db: Db, cartId: number): Promise<readonly CartLine[]> => {
  const imageOf = (position: RawBuilder<unknown>) => sql<string | null>`(
    select i.media_path from product_images i where i.product_id = p.id and i.position = ${position}
  )`;
  const { rows } = await sql<Row>`
    select c.variant_id as variantId, c.title as cartTitle, p.title as title, p.status as status,
      v.option1 as option1, v.option2 as option2, v.option3 as option3, v.sku as sku,
      p.handle as handle, c.quantity as quantity, v.stock as stock,
      v.price_minor as unitPriceMinor, c.seen_price_minor as seenPriceMinor,
      coalesce(${imageOf(sql`v.image_position`)}, ${imageOf(
        sql`(select min(f.position) from product_images f where f.product_id = p.id)`,
      )}) as mediaPath
    from cart_items c
    left join product_variants v on v.id = c.variant_id
    left join products p on p.id = v.product_id
    where c.cart_id = ${cartId}
    order by c.id
  `.execute(db);
  return rows.map(toLine);
};

const findCartId = async (db: Db, owner: CartOwner, now: Date): Promise<number | undefined> => {
  const carts = db.selectFrom('carts').select('id').where('expires_at', '>', toTimestamp(now));
  const cart = await (owner.userId === undefined
    ? carts.where('token_hash', '=', owner.tokenHash)
    : carts.where('user_id', '=', owner.userId)
  ).executeTakeFirst();
  return cart?.id;
};

/** Reads the owner's cart, or undefined when nothing was ever put into one. Changes nothing. */
export const findCart = async (db: Db, owner: CartOwner, now: Date): Promise<Cart | undefined> => {
  const id = await findCartId(db, owner, now);
  return id === undefined ? undefined : { id, lines: await findCartLines(db, id) };
};

/** Pieces in the owner's cart. */
export const countCart = async (db: Db, owner: CartOwner, now: Date): Promise<number> => {
  const id = await findCartId(db, owner, now);
  if (id === undefined) return 0;
  const { count } = await db
    .selectFrom('cart_items')
    .select(({ fn }) => fn.coalesce(fn.sum<number>('quantity'), sql<number>`0`).as('count'))
    .where('cart_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(count);
};
