import type { Database, Db } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';

/** Whether a browser placed the order as a guest, or has tracked it by its e-mail address. */
export const isOrderHolder = async (
  db: Db,
  orderId: number,
  tokenHash: string,
): Promise<boolean> => {
  const holder = await db
    .selectFrom('order_holders')
    .select('order_id')
    .where('token_hash', '=', tokenHash)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return holder !== undefined;
};

export type TrackOrder = {
  readonly reference: string;
  readonly email: string;
  /** Of the browser that may see the order from now on. */
  readonly tokenHash: string;
  readonly now: Date;
};

/**
 * Lets a browser see a guest's order that it knows the reference and the e-mail address of.
 * @returns false for a wrong address, an order of an account, and a reference that does not exist.
 */
export const trackOrder = async (
  { writer, flavor }: Database,
  { reference, email, tokenHash, now }: TrackOrder,
): Promise<boolean> => {
  const order = await writer
    .selectFrom('orders')
    .select('id')
    .where('reference', '=', reference)
    .where('email', '=', email)
    .where('email', '!=', '')
    .where('user_id', 'is', null)
    .executeTakeFirst();
  if (!order) return false;
  const holder = { token_hash: tokenHash, order_id: order.id, created_at: toTimestamp(now) };
  await writer
    .insertInto('order_holders')
    .values(holder)
    .modifyEnd(flavor.onDuplicate(['token_hash', 'order_id'], ['created_at']))
    .execute();
  return true;
};
