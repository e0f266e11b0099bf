import type { Database } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import type { CartOwner } from './cart-owner.ts';
import { findCartLines } from './find-cart.ts';
import { lockCart, touchCart } from './lock-cart.ts';

export type AdjustCart = { readonly owner: CartOwner; readonly now: Date };

/**
 * Makes the cart what can be bought: lines that are sold out or no longer sold go, others shrink to
 * the stock, and today's prices count as seen.
 */
export const adjustCart = (
  { writer, flavor }: Database,
  { owner, now }: AdjustCart,
): Promise<void> =>
  transact(writer, async (trx) => {
    const cart = await lockCart(trx, flavor, owner, now);
    if (!cart) return;
    for (const line of await findCartLines(trx, cart.id)) {
      const isGone = line.state === 'sold-out' || line.state === 'unavailable';
      if (isGone) {
        await trx
          .deleteFrom('cart_items')
          .where('cart_id', '=', cart.id)
          .where('variant_id', '=', line.variantId)
          .execute();
      } else if (line.state === 'reduced' || line.unitPriceMinor !== line.seenPriceMinor) {
        await trx
          .updateTable('cart_items')
          .set({
            quantity: Math.min(line.quantity, line.stock),
            seen_price_minor: line.unitPriceMinor,
            updated_at: toTimestamp(now),
          })
          .where('cart_id', '=', cart.id)
          .where('variant_id', '=', line.variantId)
          .execute();
      }
    }
    await touchCart(trx, cart.id, now);
  });
