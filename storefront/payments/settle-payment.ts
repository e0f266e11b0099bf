import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { endOrder } from '../orders/end-order.ts';
import type { LockedOrder } from '../orders/lock-order.ts';
import { sendConfirmation } from '../orders/send-confirmation.ts';
import { oweRefund } from './owe-refund.ts';
import type { PaymentEventKind } from './payment-provider.ts';
import { decidePayment, type PaymentDecision } from './payment-status.ts';

/** Does what an event means for a payment and its order, see `decidePayment`. */
export const settlePayment = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  locked: LockedOrder,
  { kind, now }: { readonly kind: PaymentEventKind; readonly now: Date },
): Promise<PaymentDecision> => {
  const { order, payment } = locked;
  const decision = decidePayment(payment.status, order.status, kind);
  const at = toTimestamp(now);
  if (decision.payment) {
    await trx
      .updateTable('payments')
      .set({ status: decision.payment, updated_at: at })
      .where('id', '=', payment.id)
      .execute();
  }
  if (decision.refund) {
    const { id: paymentId, amount_minor: amountMinor } = payment;
    const reason = `paid when the order was ${order.status}`;
    await oweRefund(trx, { paymentId, amountMinor, reason, now });
  }
  if (decision.order === 'confirmed') {
    await trx
      .updateTable('orders')
      .set({ status: 'confirmed', updated_at: at })
      .where('id', '=', order.id)
      .execute();
    await sendConfirmation(trx, order, { isPaid: true, paymentTitle: '', now });
  } else if (decision.order) {
    const reason = decision.order === 'expired' ? 'expired' : 'payment-failed';
    await endOrder(trx, flavor, locked, { reason, refundDue: false, now });
  }
  return decision;
};
