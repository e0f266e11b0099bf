import type { Database } from '../db/open-database.ts';
import { transact } from '../db/transact.ts';
import type { CartOwner } from './cart-owner.ts';
import { lockCart } from './lock-cart.ts';

export type EmptyCart = { readonly owner: CartOwner; readonly now: Date };

/** Takes everything out of the cart. */
export const emptyCart = ({ writer, flavor }: Database, { owner, now }: EmptyCart): Promise<void> =>
  transact(writer, async (trx) => {
    const cart = await lockCart(trx, flavor, owner, now);
    if (cart) await trx.deleteFrom('cart_items').where('cart_id', '=', cart.id).execute();
  });
