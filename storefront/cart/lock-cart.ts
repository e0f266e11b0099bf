import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { cartLifetimeMs } from './cart-limits.ts';
import type { CartOwner } from './cart-owner.ts';

/** Locks the owner's cart until the transaction ends; undefined when there is none (any more). */
export const lockCart = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  owner: CartOwner,
  now: Date,
): Promise<{ readonly id: number } | undefined> => {
  const carts = trx.selectFrom('carts').select(['id', 'expires_at']);
  const cart = await (owner.userId === undefined
    ? carts.where('token_hash', '=', owner.tokenHash)
    : carts.where('user_id', '=', owner.userId)
  )
    .modifyEnd(flavor.forUpdate)
    .executeTakeFirst();
  if (!cart || cart.expires_at > toTimestamp(now)) return cart && { id: cart.id };
  await trx.deleteFrom('cart_items').where('cart_id', '=', cart.id).execute();
  await trx.deleteFrom('checkouts').where('cart_id', '=', cart.id).execute();
  await touchCart(trx, cart.id, now);
  return { id: cart.id };
};

/** Marks a cart as used now, which puts off the day it is forgotten. */
export const touchCart = async (
  trx: Transaction<Schema>,
  cartId: number,
  now: Date,
): Promise<void> => {
  await trx
    .updateTable('carts')
    .set({
      updated_at: toTimestamp(now),
      expires_at: toTimestamp(new Date(now.getTime() + cartLifetimeMs)),
    })
    .where('id', '=', cartId)
    .execute();
};

/** Locks the owner's cart, made empty where there is none. */
export const lockOrCreateCart = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  owner: CartOwner,
  now: Date,
): Promise<{ readonly id: number }> => {
  const existing = await lockCart(trx, flavor, owner, now);
  if (existing) return existing;
  const at = toTimestamp(now);
  // Another request of the same owner may make it at this very moment.
  await trx
    .insertInto('carts')
    .values({
      token_hash: owner.tokenHash ?? null,
      user_id: owner.userId ?? null,
      created_at: at,
      updated_at: at,
      expires_at: toTimestamp(new Date(now.getTime() + cartLifetimeMs)),
    })
    .modifyEnd(
      flavor.onDuplicate([owner.userId === undefined ? 'token_hash' : 'user_id'], ['updated_at']),
    )
    .execute();
  const made = await lockCart(trx, flavor, owner, now);
  if (!made) throw new Error('the cart is gone again');
  return made;
};
