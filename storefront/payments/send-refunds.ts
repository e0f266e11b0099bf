import type { Database } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import type { Logger } from '../logger.ts';
import { findProvider, type PaymentProviders } from './payment-provider.ts';

export type SendRefunds = {
  readonly providers: PaymentProviders;
  readonly logger: Logger;
  readonly now: Date;
};

const batchSize = 20;

/**
 * Asks the providers for the refunds that are owed. A provider that cannot be reached is asked
 * again next time; its idempotency makes two processes asking at once one refund. What was paid
 * in cash is left to people.
 */
export const sendRefunds = async (
  { writer }: Database,
  { providers, logger, now }: SendRefunds,
): Promise<void> => {
  const hosted = providers.filter((provider) => provider.hosted).map(({ name }) => name);
  if (hosted.length === 0) return;
  const owed = await writer
    .selectFrom('refunds as r')
    .innerJoin('payments as p', 'p.id', 'r.payment_id')
    .select(['r.id', 'r.amount_minor', 'r.payment_id', 'p.provider', 'p.provider_reference'])
    .where('r.status', '=', 'pending')
    .where('p.provider', 'in', hosted)
    .where('p.provider_reference', 'is not', null)
    .orderBy('r.id')
    .limit(batchSize)
    .execute();
  for (const { id, amount_minor, payment_id, provider, provider_reference } of owed) {
    const api = findProvider(providers, provider)?.hosted;
    if (!api || provider_reference === null) continue;
    try {
      const outcome = await api.refund({
        providerReference: provider_reference,
        amountMinor: amount_minor,
        key: `refund-${id}`,
      });
      const updated_at = toTimestamp(now);
      await transact(writer, async (trx) => {
        const refunds = trx.updateTable('refunds').where('id', '=', id);
        if (!outcome.isAccepted) {
          await refunds.set({ status: 'failed', updated_at }).execute();
          return;
        }
        const { providerReference } = outcome;
        await refunds
          .set({ status: 'succeeded', provider_reference: providerReference, updated_at })
          .execute();
        await trx
          .updateTable('payments')
          .set({ status: 'refunded', updated_at })
          .where('id', '=', payment_id)
          .execute();
      });
      if (!outcome.isAccepted) {
        const { reason } = outcome;
        logger.error({ message: 'a refund was refused', refund_id: id, provider, reason });
      }
    } catch (error) {
      logger.warn({ message: 'a refund has to wait', refund_id: id, provider, error });
    }
  }
};
