import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { maxLines, maxQuantity } from './cart-limits.ts';
import { lockCart, lockOrCreateCart, touchCart } from './lock-cart.ts';

export type MergeCart = {
  /** `hashToken` of the cart cookie's value. */
  readonly tokenHash: string;
  readonly userId: number;
  readonly now: Date;
};

/**
 * Moves what a guest has put into the cart to the shopper who has just logged in, and forgets the
 * guest's cart: the caller then deletes the cart's cookie. Quantities of the same variant are added
 * up, to what is in stock and to the cart's limits; a line that was there is never made smaller.
 */
export const mergeCart = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  { tokenHash, userId, now }: MergeCart,
): Promise<void> => {
  const guest = await lockCart(trx, flavor, { tokenHash }, now);
  if (!guest) return;
  const brought = await trx
    .selectFrom('cart_items as i')
    .leftJoin('product_variants as v', 'v.id', 'i.variant_id')
    .selectAll('i')
    .select('v.stock')
    .where('i.cart_id', '=', guest.id)
    .orderBy('i.id')
    .execute();
  if (brought.length > 0) {
    const own = await lockOrCreateCart(trx, flavor, { userId }, now);
    const kept = await trx
      .selectFrom('cart_items')
      .select(['id', 'variant_id', 'quantity'])
      .where('cart_id', '=', own.id)
      .execute();
    let room = maxLines - kept.length;
    for (const item of brought) {
      const line = kept.find(({ variant_id }) => variant_id === item.variant_id);
      const most = Math.min(maxQuantity, Math.max(item.stock ?? 0, 1));
      if (line) {
        const quantity = Math.max(line.quantity, Math.min(line.quantity + item.quantity, most));
        await trx
          .updateTable('cart_items')
          .set({ quantity, updated_at: toTimestamp(now) })
          .where('id', '=', line.id)
          .execute();
      } else if (room > 0) {
        room -= 1;
        const { variant_id, title, seen_price_minor, created_at } = item;
        const quantity = Math.min(item.quantity, most);
        await trx
          .insertInto('cart_items')
          .values({
            cart_id: own.id,
            variant_id,
            title,
            quantity,
            seen_price_minor,
            created_at,
            updated_at: toTimestamp(now),
          })
          .execute();
      }
    }
    await touchCart(trx, own.id, now);
    const begun = trx.selectFrom('checkouts').select('cart_id').where('cart_id', '=', own.id);
    if (!(await begun.executeTakeFirst())) {
      await trx
        .updateTable('checkouts')
        .set({ cart_id: own.id })
        .where('cart_id', '=', guest.id)
        .execute();
    }
  }
  await trx.deleteFrom('carts').where('id', '=', guest.id).execute();
};
