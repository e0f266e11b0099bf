import type { Transaction } from 'kysely';
import type { Database } from '../db/open-database.ts';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import { maxLines, maxQuantity } from './cart-limits.ts';
import type { CartOwner } from './cart-owner.ts';
import { lockOrCreateCart, touchCart } from './lock-cart.ts';

export type AddToCart = {
  readonly owner: CartOwner;
  readonly variantId: number;
  readonly quantity: number;
  readonly now: Date;
};

/** What a shopper can buy at this moment, or undefined when it is not sold. */
const findOnSale = (trx: Transaction<Schema>, variantId: number) =>
  trx
    .selectFrom('product_variants as v')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .select(['v.price_minor', 'v.stock', 'p.title'])
    .where('v.id', '=', variantId)
    .where('p.status', '=', 'published')
    .executeTakeFirst();

/**
 * Puts pieces of a variant into the cart, at most as many as there are.
 * @returns whether all of them fitted.
 * @throws ShopError NOT_FOUND, OUT_OF_STOCK, or CART_FULL for one line too many.
 */
export const addToCart = (
  { writer, flavor }: Database,
  { owner, variantId, quantity, now }: AddToCart,
): Promise<{ readonly isComplete: boolean }> =>
  transact(writer, async (trx) => {
    const variant = await findOnSale(trx, variantId);
    if (!variant) throw new ShopError('NOT_FOUND');
    if (variant.stock === 0) throw new ShopError('OUT_OF_STOCK');

    const cart = await lockOrCreateCart(trx, flavor, owner, now);
    const items = await trx
      .selectFrom('cart_items')
      .select(['id', 'variant_id', 'quantity'])
      .where('cart_id', '=', cart.id)
      .execute();
    const at = toTimestamp(now);
    const line = items.find(({ variant_id }) => variant_id === variantId);
    const wanted = (line?.quantity ?? 0) + quantity;
    const given = Math.min(wanted, variant.stock, maxQuantity);
    const changed = { quantity: given, seen_price_minor: variant.price_minor, updated_at: at };
    if (line) {
      await trx.updateTable('cart_items').set(changed).where('id', '=', line.id).execute();
    } else {
      if (items.length >= maxLines) throw new ShopError('CART_FULL');
      await trx
        .insertInto('cart_items')
        .values({
          cart_id: cart.id,
          variant_id: variantId,
          title: variant.title,
          created_at: at,
          ...changed,
        })
        .execute();
    }
    await touchCart(trx, cart.id, now);
    return { isComplete: given === wanted };
  });
