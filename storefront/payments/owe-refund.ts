import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';
import type { Minor } from '../money.ts';

export type OweRefund = {
  readonly paymentId: number;
  readonly amountMinor: Minor;
  readonly reason: string;
  readonly now: Date;
};

/** Records that a payment goes back; `sendRefunds` then asks the provider for it. */
export const oweRefund = async (
  trx: Transaction<Schema>,
  { paymentId, amountMinor, reason, now }: OweRefund,
): Promise<void> => {
  const at = toTimestamp(now);
  await trx
    .insertInto('refunds')
    .values({
      payment_id: paymentId,
      status: 'pending',
      amount_minor: amountMinor,
      reason,
      created_at: at,
      updated_at: at,
    })
    .execute();
};
