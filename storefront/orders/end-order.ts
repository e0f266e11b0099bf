import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { OrderCancellation } from '../mail/templates/order-cancellation.tsx';
import { buildOrderMail } from './build-order-mail.ts';
import type { LockedOrder } from './lock-order.ts';
import { returnStock } from './move-stock.ts';
import { canBecome } from './order-status.ts';

export type EndOrder = {
  readonly reason: OrderCancellation['reason'];
  readonly refundDue: boolean;
  readonly now: Date;
};

/** Ends an order that will not be sent: its stock goes back, and the shopper is told by mail. */
export const endOrder = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  { order }: LockedOrder,
  { reason, refundDue, now }: EndOrder,
): Promise<void> => {
  const status = reason === 'expired' ? 'expired' : 'cancelled';
  if (!canBecome(order.status, status)) throw new Error(`${order.status} cannot be ${status}`);
  const at = toTimestamp(now);
  await trx
    .updateTable('orders')
    .set({ status, cancelled_at: at, updated_at: at })
    .where('id', '=', order.id)
    .execute();
  await returnStock(trx, flavor, {
    orderId: order.id,
    reason: status === 'expired' ? 'expiry' : 'cancel',
    now,
  });
  // An order of an account that was deleted is anonymous.
  if (order.email === '') return;
  await enqueueMail(trx, {
    kind: 'order-cancellation',
    recipient: order.email,
    messageId: `order-${order.reference}-cancellation`,
    payload: { ...(await buildOrderMail(trx, order)), reason, refundDue },
    now,
  });
};
