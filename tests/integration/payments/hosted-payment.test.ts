import { afterEach, beforeEach, expect, it } from '@jest/globals';
import pino from 'pino';
import type { Database } from '../../../storefront/db/open-database.ts';
import { cancelOrder } from '../../../storefront/orders/cancel-order.ts';
import { findOrder } from '../../../storefront/orders/find-order.ts';
import { expirePayments } from '../../../storefront/payments/expire-payments.ts';
import type { PaymentProviders } from '../../../storefront/payments/payment-provider.ts';
import { receiveEvent } from '../../../storefront/payments/receive-event.ts';
import { sendRefunds } from '../../../storefront/payments/send-refunds.ts';
import { startPayment } from '../../../storefront/payments/start-payment.ts';
import { createStripe } from '../../../storefront/payments/stripe/stripe-checkout.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  type HostedPaymentProvider,
  startHostedPaymentProvider,
} from '../../support/hosted-payment-provider.ts';
import { buy, insertVariant, minutesAfter, noon, stockOf } from '../../support/shopping.ts';

const logger = pino({ level: 'silent' });

let hosted: HostedPaymentProvider;
let providers: PaymentProviders;

beforeEach(async () => {
  hosted = await startHostedPaymentProvider();
  const { secretKey, webhookSecret, origin } = hosted;
  providers = [createStripe({ secretKey, webhookSecret, apiBase: origin, pageOrigin: origin })];
});
afterEach(() => hosted.close());

const start = async (database: Database, reference: string, now = noon) =>
  startPayment(database, {
    reference,
    providers,
    site: { name: 'Tidemarket' },
    origin: 'https://shop.example',
    now,
  });

/** Orders one of five pieces and opens its payment page. */
const order = async (database: Database) => {
  const variantId = await insertVariant(database, { price_minor: 2000, stock: 5 });
  const reference = await buy(database, [[variantId, 1]], { providers });
  await start(database, reference);
  const sessionId = [...hosted.sessions.keys()].at(-1) ?? '';
  return { variantId, reference, sessionId };
};

const tell = async (
  database: Database,
  body: string,
  { signature = hosted.sign(body, noon), now = noon }: { signature?: string; now?: Date } = {},
) => {
  const event = providers[0]?.hosted?.readEvent(
    body,
    (name) => (name === 'stripe-signature' ? signature : undefined),
    now,
  );
  if (!event) throw new Error('an event that means nothing');
  return receiveEvent(database, { provider: 'stripe', event, logger, now });
};

const expire = (database: Database, now: Date) =>
  expirePayments(database, { providers, logger, now });

const stateOf = async (database: Database, reference: string) => {
  const found = await findOrder(database.writer, reference);
  return [found?.status, found?.payment.status, found?.refund];
};

const mailsOf = async (database: Database) => {
  const mails = await database.writer.selectFrom('outbox_messages').select('kind').execute();
  return mails.map(({ kind }) => kind);
};

describeEachDatabase('payment on a hosted page', (openTestDatabase) => {
  it('holds the stock of a pending order, and asked again opens the same page', async () => {
    const database = await openTestDatabase();
    const { variantId, reference } = await order(database);

    const again = await start(database, reference);

    expect(again).toBe(`${hosted.origin}/pay/cs_test_1`);
    expect([...hosted.sessions.values()]).toMatchObject([
      {
        client_reference_id: reference,
        amount_total: 2500,
        currency: 'usd',
        success_url: `https://shop.example/orders/${reference}`,
      },
    ]);
    expect(await stateOf(database, reference)).toEqual(['pending', 'pending', null]);
    expect(await stockOf(database, variantId)).toBe(4);
    expect(await mailsOf(database)).toEqual([]);
  });

  it('confirms the order once when it is paid, however often it is told', async () => {
    const database = await openTestDatabase();
    const { reference, sessionId } = await order(database);
    hosted.pay(sessionId);
    const completed = hosted.buildEvent(sessionId, 'checkout.session.completed');

    const outcomes = await Promise.all([tell(database, completed), tell(database, completed)]);
    const later = await tell(database, completed);

    expect([...outcomes, later].sort()).toEqual(['duplicate', 'duplicate', 'settled']);
    expect(await stateOf(database, reference)).toEqual(['confirmed', 'paid', null]);
    expect(await mailsOf(database)).toEqual(['order-confirmation']);
    expect(await start(database, reference)).toBeUndefined();
  });

  it('knows the order even when the webhook is faster than the answer to its start', async () => {
    const database = await openTestDatabase();
    const { reference, sessionId } = await order(database);
    await database.writer.updateTable('payments').set({ provider_reference: null }).execute();
    hosted.pay(sessionId);

    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.completed'));

    const payment = await database.writer.selectFrom('payments').selectAll().executeTakeFirst();
    expect(payment).toMatchObject({ status: 'paid', provider_reference: sessionId });
    expect(await stateOf(database, reference)).toEqual(['confirmed', 'paid', null]);
  });

  it('believes no webhook that is unsigned, signed by others, changed, or old', async () => {
    const database = await openTestDatabase();
    const { reference, sessionId } = await order(database);
    hosted.pay(sessionId);
    const body = hosted.buildEvent(sessionId, 'checkout.session.completed');
    const good = hosted.sign(body, noon);
    const refused: [string, string, Date][] = [
      [body, '', noon],
      [body, 't=1772625600', noon],
      [body, good.replace(/v1=.{4}/, 'v1=0000'), noon],
      [`${body} `, good, noon],
      [body, good, minutesAfter(6)],
      [body, good.replace(/^t=\d+/, 't=99999999999'), noon],
    ];

    for (const [sent, signature, now] of refused) {
      expect(() => providers[0]?.hosted?.readEvent(sent, () => signature, now)).toThrow(
        'SIGNATURE_INVALID',
      );
    }

    expect(await stateOf(database, reference)).toEqual(['pending', 'pending', null]);
  });

  it('takes a payment of another amount for no payment', async () => {
    const database = await openTestDatabase();
    const { reference, sessionId } = await order(database);
    hosted.pay(sessionId);
    const body = hosted.buildEvent(sessionId, 'checkout.session.completed');

    const outcome = await tell(database, body.replace('"amount_total":2500', '"amount_total":25'));

    expect(outcome).toBe('wrong-amount');
    expect(await stateOf(database, reference)).toEqual(['pending', 'pending', null]);
  });

  it('ignores what is not about an order of this shop', async () => {
    const database = await openTestDatabase();
    const { sessionId } = await order(database);
    const foreign = hosted
      .buildEvent(sessionId, 'checkout.session.expired')
      .replace(/"client_reference_id":"[^"]+"/, '"client_reference_id":"of-another-shop"');

    expect(await tell(database, foreign)).toBe('unknown-order');
    const unpaid = hosted.buildEvent(sessionId, 'checkout.session.completed');
    await expect(tell(database, unpaid)).rejects.toThrow('an event that means nothing');
    const other = hosted.buildEvent(sessionId, 'invoice.paid');
    await expect(tell(database, other)).rejects.toThrow('an event that means nothing');
  });

  it('gives the stock back once when the payment fails', async () => {
    const database = await openTestDatabase();
    const { variantId, reference, sessionId } = await order(database);

    for (const id of ['evt_a', 'evt_a', 'evt_b']) {
      await tell(
        database,
        hosted.buildEvent(sessionId, 'checkout.session.async_payment_failed', id),
      );
    }

    expect(await stateOf(database, reference)).toEqual(['cancelled', 'failed', null]);
    expect(await stockOf(database, variantId)).toBe(5);
    expect(await mailsOf(database)).toEqual(['order-cancellation']);
  });

  it('keeps a paid order paid when failure or expiry is told late, out of order', async () => {
    const database = await openTestDatabase();
    const { variantId, reference, sessionId } = await order(database);
    hosted.pay(sessionId);
    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.completed'));

    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.async_payment_failed'));
    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.expired'));
    await expire(database, minutesAfter(120));

    expect(await stateOf(database, reference)).toEqual(['confirmed', 'paid', null]);
    expect(await stockOf(database, variantId)).toBe(4);
  });

  it('expires an unpaid order at its time, gives the stock back once and closes the page', async () => {
    const database = await openTestDatabase();
    const { variantId, reference, sessionId } = await order(database);

    expect(await expire(database, minutesAfter(59))).toBe(0);
    const late = minutesAfter(60);
    const counts = await Promise.all([expire(database, late), expire(database, late)]);
    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.expired'));

    expect(counts.toSorted()).toEqual([0, 1]);
    expect(await stateOf(database, reference)).toEqual(['expired', 'expired', null]);
    expect(await stockOf(database, variantId)).toBe(5);
    expect(hosted.sessions.get(sessionId)?.status).toBe('expired');
    expect(await mailsOf(database)).toEqual(['order-cancellation']);
  });

  it('settles an order as paid at its expiry when the webhook was lost', async () => {
    const database = await openTestDatabase();
    const { variantId, reference, sessionId } = await order(database);
    hosted.pay(sessionId);

    await expire(database, minutesAfter(60));

    expect(await stateOf(database, reference)).toEqual(['confirmed', 'paid', null]);
    expect(await stockOf(database, variantId)).toBe(4);
  });

  it('gives stock back although the provider is away, and refunds what is paid after that', async () => {
    const database = await openTestDatabase();
    const { variantId, reference, sessionId } = await order(database);
    hosted.isDown = true;
    await expire(database, minutesAfter(60));
    hosted.isDown = false;
    hosted.pay(sessionId);

    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.completed'));
    expect(await stateOf(database, reference)).toEqual(['expired', 'paid', 'pending']);
    await sendRefunds(database, { providers, logger, now: minutesAfter(61) });
    await sendRefunds(database, { providers, logger, now: minutesAfter(62) });

    expect(await stateOf(database, reference)).toEqual(['expired', 'refunded', 'succeeded']);
    expect(hosted.refunds).toEqual([{ payment_intent: `pi_${sessionId}`, amount: 2500 }]);
    expect(await stockOf(database, variantId)).toBe(5);
  });

  it('refunds a paid order that is cancelled, as soon as the provider answers', async () => {
    const database = await openTestDatabase();
    const { variantId, reference, sessionId } = await order(database);
    hosted.pay(sessionId);
    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.completed'));

    await cancelOrder(database, { reference, now: minutesAfter(5) });
    hosted.isDown = true;
    await sendRefunds(database, { providers, logger, now: minutesAfter(6) });
    expect(await stateOf(database, reference)).toEqual(['cancelled', 'paid', 'pending']);
    hosted.isDown = false;
    await sendRefunds(database, { providers, logger, now: minutesAfter(7) });

    expect(await stateOf(database, reference)).toEqual(['cancelled', 'refunded', 'succeeded']);
    expect(await stockOf(database, variantId)).toBe(5);
  });

  it('refunds what is paid for an order that was cancelled before', async () => {
    const database = await openTestDatabase();
    const { reference, sessionId } = await order(database);
    const { openPayment } = await cancelOrder(database, { reference, now: noon });
    hosted.pay(sessionId);

    await tell(database, hosted.buildEvent(sessionId, 'checkout.session.completed'));

    expect(openPayment).toEqual({ provider: 'stripe', providerReference: sessionId });
    expect(await stateOf(database, reference)).toEqual(['cancelled', 'paid', 'pending']);
  });

  it('keeps the order when the provider is away at the start, to be paid later', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { price_minor: 2000 });
    const reference = await buy(database, [[variantId, 1]], { providers });
    hosted.isDown = true;

    await expect(start(database, reference)).rejects.toMatchObject({ code: 'PAYMENT_UNAVAILABLE' });
    hosted.isDown = false;

    expect(await stateOf(database, reference)).toEqual(['pending', 'pending', null]);
    expect(await start(database, reference)).toBe(`${hosted.origin}/pay/cs_test_1`);
  });

  it('sends nobody to a payment page at an address that is not the provider’s', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { price_minor: 2000 });
    const { secretKey, webhookSecret, origin } = hosted;
    const pageOrigin = 'https://checkout.stripe.com';
    providers = [createStripe({ secretKey, webhookSecret, apiBase: origin, pageOrigin })];
    const reference = await buy(database, [[variantId, 1]], { providers });

    await expect(start(database, reference)).rejects.toMatchObject({ code: 'PAYMENT_UNAVAILABLE' });
  });
});
