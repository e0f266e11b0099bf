import type { Database } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import type { Logger } from '../logger.ts';
import { lockOrder } from '../orders/lock-order.ts';
import type { PaymentEvent } from './payment-provider.ts';
import { settlePayment } from './settle-payment.ts';

export type ReceivedEvent = 'settled' | 'duplicate' | 'unknown-order' | 'wrong-amount';

export type ReceiveEvent = {
  readonly provider: string;
  readonly event: PaymentEvent;
  readonly logger: Logger;
  readonly now: Date;
};

/**
 * Takes in what a provider has told, each event once. A payment of another amount or currency than
 * the order's is not taken for its payment, but logged for people to look at.
 */
export const receiveEvent = async (
  { writer, flavor }: Database,
  { provider, event, logger, now }: ReceiveEvent,
): Promise<ReceivedEvent> => {
  const received = await transact(writer, async (trx): Promise<ReceivedEvent> => {
    const locked = await lockOrder(trx, flavor, event.reference);
    if (!locked || locked.payment.provider !== provider) return 'unknown-order';
    const { payment } = locked;
    const known = await trx
      .selectFrom('payment_events')
      .select('id')
      .where('provider', '=', provider)
      .where('event_id', '=', event.id)
      .executeTakeFirst();
    if (known) return 'duplicate';
    await trx
      .insertInto('payment_events')
      .values({
        provider,
        event_id: event.id,
        payment_id: payment.id,
        kind: event.kind,
        occurred_at: toTimestamp(event.occurredAt),
        received_at: toTimestamp(now),
      })
      .execute();
    const isRight =
      event.amountMinor === payment.amount_minor && event.currency === payment.currency;
    if (event.kind === 'paid' && !isRight) return 'wrong-amount';
    if (payment.provider_reference === null) {
      await trx
        .updateTable('payments')
        .set({ provider_reference: event.providerReference })
        .where('id', '=', payment.id)
        .execute();
    }
    await settlePayment(trx, flavor, locked, { kind: event.kind, now });
    return 'settled';
  });
  const { id, kind, reference, providerReference } = event;
  const details = {
    provider,
    event_id: id,
    kind,
    reference,
    provider_reference: providerReference,
  };
  const level = received === 'wrong-amount' ? 'error' : 'info';
  logger[level]({ message: `payment event: ${received}`, ...details });
  return received;
};
