import type { Transaction } from 'kysely';
import { mergeCart } from '../cart/merge-cart.ts';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import { claimOrders } from '../orders/claim-orders.ts';
import { hashToken, isToken } from './token.ts';

/** What the browser of somebody who logs in was known by before. */
export type GuestTokens = {
  readonly cartToken?: string | undefined;
  readonly sessionToken?: string | undefined;
};

/** Gives the shopper the guest's cart and orders, and ends the browser's session before this one. */
export const takeOverGuest = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  { cartToken, sessionToken }: GuestTokens,
  userId: number,
  now: Date,
): Promise<void> => {
  if (sessionToken && isToken(sessionToken)) {
    await trx.deleteFrom('sessions').where('token_hash', '=', hashToken(sessionToken)).execute();
  }
  if (!cartToken || !isToken(cartToken)) return;
  const guest = { tokenHash: hashToken(cartToken), userId, now };
  await claimOrders(trx, guest);
  await mergeCart(trx, flavor, guest);
};
