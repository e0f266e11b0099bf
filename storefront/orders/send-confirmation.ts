import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { buildOrderMail } from './build-order-mail.ts';

export type SendConfirmation = {
  readonly isPaid: boolean;
  readonly paymentTitle: string;
  readonly now: Date;
};

/** Tells the shopper by mail that the order stands. */
export const sendConfirmation = async (
  trx: Transaction<Schema>,
  order: Selectable<Schema['orders']>,
  { isPaid, paymentTitle, now }: SendConfirmation,
): Promise<void> => {
  if (order.email === '') return;
  await enqueueMail(trx, {
    kind: 'order-confirmation',
    recipient: order.email,
    messageId: `order-${order.reference}-confirmation`,
    payload: { ...(await buildOrderMail(trx, order)), isPaid, paymentTitle },
    now,
  });
};
