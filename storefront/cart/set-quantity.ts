import type { Database } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import { maxQuantity } from './cart-limits.ts';
import type { CartOwner } from './cart-owner.ts';
import { lockCart, touchCart } from './lock-cart.ts';

export type SetQuantity = {
  readonly owner: CartOwner;
  readonly variantId: number;
  /** None removes the line. */
  readonly quantity: number;
  readonly now: Date;
};

/**
 * Changes how many pieces of a variant the cart holds, at most as many as there are. Saying so
 * accepts today's price. A line that is not there stays away.
 * @returns whether the cart holds as many as asked for.
 */
export const setQuantity = (
  { writer, flavor }: Database,
  { owner, variantId, quantity, now }: SetQuantity,
): Promise<{ readonly isComplete: boolean }> =>
  transact(writer, async (trx) => {
    const cart = await lockCart(trx, flavor, owner, now);
    if (!cart) return { isComplete: true };
    await touchCart(trx, cart.id, now);
    if (quantity === 0) {
      await trx
        .deleteFrom('cart_items')
        .where('cart_id', '=', cart.id)
        .where('variant_id', '=', variantId)
        .execute();
      return { isComplete: true };
    }
    const variant = await trx
      .selectFrom('product_variants')
      .select(['stock', 'price_minor'])
      .where('id', '=', variantId)
      .executeTakeFirst();
    if (!variant || variant.stock === 0) return { isComplete: false };
    const given = Math.min(quantity, variant.stock, maxQuantity);
    await trx
      .updateTable('cart_items')
      .set({
        quantity: given,
        seen_price_minor: variant.price_minor,
        updated_at: toTimestamp(now),
      })
      .where('cart_id', '=', cart.id)
      .where('variant_id', '=', variantId)
      .execute();
    return { isComplete: given === quantity };
  });
