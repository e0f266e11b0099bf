import type { Database } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import { oweRefund } from '../payments/owe-refund.ts';
import { endOrder } from './end-order.ts';
import { lockOrder } from './lock-order.ts';
import { canBecome } from './order-status.ts';

export type CancelledOrder = {
  /** The payment page that is still open for it, to be closed now that nobody waits for money. */
  readonly openPayment: { readonly provider: string; readonly providerReference: string } | null;
};

/**
 * Cancels an order that was not sent: its stock goes back once, what was paid is refunded.
 * Cancelling a cancelled order again changes nothing.
 * @throws ShopError NOT_FOUND, or NOT_CANCELLABLE when it was sent already.
 */
export const cancelOrder = (
  { writer, flavor }: Database,
  { reference, now }: { readonly reference: string; readonly now: Date },
): Promise<CancelledOrder> =>
  transact(writer, async (trx) => {
    const locked = await lockOrder(trx, flavor, reference);
    if (!locked) throw new ShopError('NOT_FOUND');
    const { order, payment } = locked;
    if (order.status === 'cancelled' || order.status === 'expired') return { openPayment: null };
    if (!canBecome(order.status, 'cancelled')) throw new ShopError('NOT_CANCELLABLE');

    const isPaid = payment.status === 'paid' && payment.amount_minor > 0;
    if (isPaid) {
      const { id: paymentId, amount_minor: amountMinor } = payment;
      await oweRefund(trx, { paymentId, amountMinor, reason: 'order cancelled', now });
    } else {
      await trx
        .updateTable('payments')
        .set({ status: 'cancelled', updated_at: toTimestamp(now) })
        .where('id', '=', payment.id)
        .execute();
    }
    await endOrder(trx, flavor, locked, { reason: 'cancelled', refundDue: isPaid, now });
    const { provider, provider_reference: providerReference } = payment;
    const isOpen = payment.status === 'pending' && providerReference !== null;
    return { openPayment: isOpen ? { provider, providerReference } : null };
  });
