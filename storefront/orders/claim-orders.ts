import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';

export type ClaimOrders = {
  readonly tokenHash: string;
  readonly userId: number;
  readonly now: Date;
};

/**
 * Gives a shopper the orders placed as a guest in this browser under the shopper's own e-mail
 * address. Both must agree: nobody has proved to own the address, and a browser may be shared.
 */
export const claimOrders = async (
  trx: Transaction<Schema>,
  { tokenHash, userId, now }: ClaimOrders,
): Promise<void> => {
  const held = await trx
    .selectFrom('order_holders as h')
    .innerJoin('orders as o', 'o.id', 'h.order_id')
    .innerJoin('users as u', 'u.email', 'o.email')
    .select('o.id')
    .where('h.token_hash', '=', tokenHash)
    .where('u.id', '=', userId)
    .where('o.user_id', 'is', null)
    .orderBy('o.id')
    .execute();
  for (const { id } of held) {
    await trx
      .updateTable('orders')
      .set({ user_id: userId, updated_at: toTimestamp(now) })
      .where('id', '=', id)
      .execute();
  }
};
