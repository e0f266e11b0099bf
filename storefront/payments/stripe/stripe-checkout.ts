import * as z from 'zod';
import { ShopError } from '../../errors.ts';
import type { HostedPayments, PaymentProvider } from '../payment-provider.ts';
import { readStripeEvent } from './read-stripe-event.ts';
import { createStripeApi, type StripeAnswer } from './stripe-api.ts';
import { isSignedByStripe } from './stripe-signature.ts';

export type StripeOptions = {
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly apiBase: string;
  /** Origin of the payment page, see `STRIPE_CHECKOUT_ORIGIN`. */
  readonly pageOrigin: string;
};

const started = z.object({ id: z.string().min(1).max(191), url: z.url() });
const session = z.object({ payment_status: z.string(), payment_intent: z.string().nullish() });
const refunded = z.object({ id: z.string().min(1).max(191), status: z.string() });
const refusal = z.object({ error: z.object({ message: z.string() }) });

const reasonOf = ({ status, body }: StripeAnswer): string => {
  const parsed = refusal.safeParse(body);
  return parsed.success ? parsed.data.error.message : `status ${status}`;
};

const isOk = ({ status }: StripeAnswer): boolean => status >= 200 && status < 300;

// Stripe takes an expiry between 30 minutes and 24 hours ahead. The shop closes the page itself.
const pageOutlivesOrderMs = 31 * 60_000;

const createHosted = (options: StripeOptions): HostedPayments => {
  const api = createStripeApi(options.apiBase, options.secretKey);

  const readSession = async (id: string) => {
    const answer = await api.get(`/v1/checkout/sessions/${encodeURIComponent(id)}`);
    const parsed = session.safeParse(answer.body);
    if (!isOk(answer) || !parsed.success) {
      throw new ShopError('PAYMENT_UNAVAILABLE', { cause: new Error(reasonOf(answer)) });
    }
    return parsed.data;
  };

  return {
    pageOrigin: options.pageOrigin,

    start: async ({ reference, amountMinor, currency, email, title, returnUrl, expiresAt }) => {
      const pageExpiresAt = Math.floor((expiresAt.getTime() + pageOutlivesOrderMs) / 1000);
      const answer = await api.post(
        '/v1/checkout/sessions',
        {
          mode: 'payment',
          client_reference_id: reference,
          customer_email: email,
          success_url: returnUrl,
          cancel_url: returnUrl,
          expires_at: String(pageExpiresAt),
          'line_items[0][quantity]': '1',
          'line_items[0][price_data][currency]': currency.toLowerCase(),
          'line_items[0][price_data][unit_amount]': String(amountMinor),
          'line_items[0][price_data][product_data][name]': title,
          'payment_intent_data[metadata][order]': reference,
        },
        `order-${reference}`,
      );
      const parsed = started.safeParse(answer.body);
      if (!isOk(answer) || !parsed.success) {
        throw new ShopError('PAYMENT_UNAVAILABLE', { cause: new Error(reasonOf(answer)) });
      }
      const { id, url } = parsed.data;
      if (new URL(url).origin !== options.pageOrigin) {
        const cause = new Error(`the payment page is not at ${options.pageOrigin}`);
        throw new ShopError('PAYMENT_UNAVAILABLE', { cause });
      }
      return { providerReference: id, url };
    },

    close: async (id) => {
      const answer = await api.post(`/v1/checkout/sessions/${encodeURIComponent(id)}/expire`, {});
      if (isOk(answer)) return 'closed';
      const { payment_status } = await readSession(id);
      return payment_status === 'paid' ? 'paid' : 'closed';
    },

    readEvent: (body, header, now) => {
      if (!isSignedByStripe(body, header('stripe-signature'), options.webhookSecret, now)) {
        throw new ShopError('SIGNATURE_INVALID');
      }
      return readStripeEvent(body);
    },

    refund: async ({ providerReference, amountMinor, key }) => {
      const { payment_intent } = await readSession(providerReference);
      if (!payment_intent) return { isAccepted: false, reason: 'nothing was paid' };
      const answer = await api.post(
        '/v1/refunds',
        { payment_intent, amount: String(amountMinor) },
        key,
      );
      const parsed = refunded.safeParse(answer.body);
      if (!isOk(answer) || !parsed.success) return { isAccepted: false, reason: reasonOf(answer) };
      const { id, status } = parsed.data;
      return status === 'failed' || status === 'canceled'
        ? { isAccepted: false, reason: `status ${status}` }
        : { isAccepted: true, providerReference: id };
    },
  };
};

/** Payment by card and more on Stripe's own page: card numbers never reach the shop. */
export const createStripe = (options: StripeOptions): PaymentProvider => ({
  name: 'stripe',
  title: 'Card',
  description: 'You pay on the page of our payment provider Stripe and come back here.',
  hosted: createHosted(options),
});
