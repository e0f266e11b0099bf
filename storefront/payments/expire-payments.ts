import type { Database } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import type { Logger } from '../logger.ts';
import { lockOrder } from '../orders/lock-order.ts';
import { findProvider, type PaymentEventKind, type PaymentProviders } from './payment-provider.ts';
import { settlePayment } from './settle-payment.ts';

export type ExpirePayments = {
  readonly providers: PaymentProviders;
  readonly logger: Logger;
  readonly now: Date;
};

const batchSize = 50;

/**
 * Gives up orders that were not paid in time. Each payment page is closed first; one that turns out
 * to be paid, because its webhook is late or lost, settles the order as paid. Where the provider
 * cannot be asked the stock goes back all the same, and money that comes later is refunded.
 * Several processes may do this at a time: the order's lock lets one of them settle it.
 * @returns how many orders were given up.
 */
export const expirePayments = async (
  { writer, flavor }: Database,
  { providers, logger, now }: ExpirePayments,
): Promise<number> => {
  const due = await writer
    .selectFrom('payments as p')
    .innerJoin('orders as o', 'o.id', 'p.order_id')
    .select(['o.reference', 'p.provider', 'p.provider_reference'])
    .where('p.status', '=', 'pending')
    .where('p.expires_at', '<=', toTimestamp(now))
    .orderBy('p.expires_at')
    .limit(batchSize)
    .execute();

  const close = async (row: (typeof due)[number]): Promise<PaymentEventKind> => {
    const hosted = findProvider(providers, row.provider)?.hosted;
    if (!hosted || row.provider_reference === null) return 'expired';
    try {
      return (await hosted.close(row.provider_reference)) === 'paid' ? 'paid' : 'expired';
    } catch (error) {
      const { reference } = row;
      logger.warn({ message: 'a payment page could not be closed', reference, error });
      return 'expired';
    }
  };

  let expired = 0;
  for (const row of due) {
    const kind = await close(row);
    const decision = await transact(writer, async (trx) => {
      const locked = await lockOrder(trx, flavor, row.reference);
      return locked && settlePayment(trx, flavor, locked, { kind, now });
    });
    if (decision?.order === 'expired') expired += 1;
  }
  return expired;
};
