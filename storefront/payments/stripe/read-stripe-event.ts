import * as z from 'zod';
import { ShopError } from '../../errors.ts';
import type { PaymentEvent, PaymentEventKind } from '../payment-provider.ts';

const schema = z.object({
  id: z.string().min(1).max(191),
  type: z.string(),
  created: z.number().int().nonnegative(),
  data: z.object({ object: z.unknown() }),
});

const session = z.object({
  id: z.string().min(1).max(191),
  client_reference_id: z.string().min(1).max(40),
  amount_total: z.number().int(),
  currency: z.string(),
  payment_status: z.string(),
});

const kindOf = (type: string, paymentStatus: string): PaymentEventKind | undefined => {
  switch (type) {
    case 'checkout.session.completed':
      // Unpaid: a slow way to pay, whose outcome comes as an event of its own.
      return paymentStatus === 'unpaid' ? undefined : 'paid';
    case 'checkout.session.async_payment_succeeded':
      return 'paid';
    case 'checkout.session.async_payment_failed':
      return 'failed';
    case 'checkout.session.expired':
      return 'expired';
    default:
      return undefined;
  }
};

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ShopError('MALFORMED_FORM', { cause });
  }
};

/**
 * Reads an event whose signature was checked; undefined for one that is not about an order of a
 * shop: another type, or a payment page that somebody else has opened on the same account.
 */
export const readStripeEvent = (body: string): PaymentEvent | undefined => {
  const event = schema.safeParse(parseJson(body));
  if (!event.success) throw new ShopError('MALFORMED_FORM', { cause: event.error });
  const { id, type, created, data } = event.data;
  const about = session.safeParse(data.object);
  const kind = about.success ? kindOf(type, about.data.payment_status) : undefined;
  if (!about.success || kind === undefined) return undefined;
  return {
    id,
    kind,
    reference: about.data.client_reference_id,
    providerReference: about.data.id,
    amountMinor: about.data.amount_total,
    currency: about.data.currency.toUpperCase(),
    occurredAt: new Date(created * 1000),
  };
};
