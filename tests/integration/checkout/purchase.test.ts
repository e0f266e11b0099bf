import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { saveAddress } from '../../../storefront/accounts/save-address.ts';
import { goToReview, hiddenFields } from '../../support/checkout-forms.ts';
import {
  type HostedPaymentProvider,
  startHostedPaymentProvider,
} from '../../support/hosted-payment-provider.ts';
import { insertVariant, someAddress, stockOf } from '../../support/shopping.ts';
import { createAccounts } from '../accounts/account-bench.ts';
import { type ShopWithAccounts, startShopWithAccounts } from '../http-safety/shop-with-accounts.ts';

const noReference = '/orders/none';

describe('buying over HTTP', () => {
  let hosted: HostedPaymentProvider;
  let shop: ShopWithAccounts;

  beforeAll(async () => {
    hosted = await startHostedPaymentProvider();
    shop = await startShopWithAccounts({
      PAYMENT_PROVIDERS: 'on-delivery,stripe',
      STRIPE_SECRET_KEY: hosted.secretKey,
      STRIPE_WEBHOOK_SECRET: hosted.webhookSecret,
      STRIPE_API_BASE: hosted.origin,
      STRIPE_CHECKOUT_ORIGIN: hosted.origin,
      TAX_RATE_PERCENT: '10',
    });
    hosted.webhookUrl = `${shop.origin}/webhooks/stripe`;
  });

  afterAll(async () => {
    await shop?.stop();
    await hosted?.close();
  });

  const putIntoCart = async (variantId: number, quantity = 1) => {
    const visitor = shop.visitor();
    await visitor.post('/cart/items', {
      variant_id: String(variantId),
      quantity: String(quantity),
    });
    return visitor;
  };

  it('leads a guest through every step to an order, a mail and a page of it', async () => {
    const variantId = await insertVariant(shop.database, { price_minor: 1250, stock: 4 });
    const visitor = shop.visitor();
    const post = async (path: string, form: Record<string, string>) =>
      (await visitor.post(path, form)).headers.get('location');

    expect((await visitor.get('/cart')).headers.getSetCookie()).toEqual([]);
    expect(await post('/cart/items', { variant_id: String(variantId), quantity: '2' })).toBe(
      '/cart',
    );
    expect(await (await visitor.get('/cart/badge')).json()).toEqual({ count: 2 });
    expect((await visitor.get('/checkout')).headers.get('location')).toBe('/checkout/address');
    expect((await visitor.get('/checkout/payment')).headers.get('location')).toBe(
      '/checkout/address',
    );
    expect(await post('/checkout/address', someAddress)).toBe('/checkout/delivery');
    expect(await post('/checkout/delivery', { delivery_method: 'standard' })).toBe(
      '/checkout/payment',
    );
    expect(await post('/checkout/payment', { payment_provider: 'on-delivery' })).toBe(
      '/checkout/review',
    );
    const review = await (await visitor.get('/checkout/review')).text();
    expect(review).toContain('12 Quay Street');
    expect(review).toContain('$33.00');
    const form = hiddenFields(review, '/checkout/review');
    const placed = await post('/checkout/review', form);
    expect(placed).toMatch(/^\/orders\/[a-z2-7]{26}\?notice=placed$/);
    expect(await post('/checkout/review', form)).toBe(placed);

    const order = await (await visitor.get(placed ?? noReference)).text();
    expect(order).toContain('Thank you!');
    expect(order).toContain('Ada Lovelace');
    expect(order).toContain('You pay on delivery.');
    expect(order).toContain('/register');
    expect(await stockOf(shop.database, variantId)).toBe(2);
    expect(await (await visitor.get('/cart/badge')).json()).toEqual({ count: 0 });
    const [path = ''] = placed?.split('?') ?? [];
    expect(await shop.findMailedPath(someAddress.email)).toBe(path);

    const stranger = shop.visitor();
    const seen = await (await stranger.get(path)).text();
    expect(seen).toContain('Confirmed');
    expect(seen).not.toMatch(/Ada|Quay|ada@shop|Cancel the order/);
    expect((await stranger.post(`${path}/cancel`)).status).toBe(404);
    const reference = path.slice('/orders/'.length);
    const tracked = await stranger.post('/orders/track', {
      reference,
      email: ' ADA@shop.example ',
    });
    expect(tracked.headers.get('location')).toBe(path);
    expect(await (await stranger.get(path)).text()).toContain('Ada Lovelace');

    const cancelled = await stranger.post(`${path}/cancel`);
    expect(cancelled.headers.get('location')).toBe(`${path}?notice=cancelled`);
    expect(await stockOf(shop.database, variantId)).toBe(4);
  });

  it('answers alike for a wrong address, an order of an account and a reference that is none', async () => {
    const variantId = await insertVariant(shop.database, { stock: 9 });
    const guest = await putIntoCart(variantId);
    const placed = await guest.post('/checkout/review', await goToReview(guest));
    const reference = /[a-z2-7]{26}/.exec(placed.headers.get('location') ?? '')?.[0] ?? '';
    const userId = await shop.addShopper(`owner-${reference}@shop.example`);
    const owner = await shop.logIn(userId);
    await owner.post('/cart/items', { variant_id: String(variantId), quantity: '1' });
    const owned = await owner.post('/checkout/review', await goToReview(owner));
    const ownedReference = /[a-z2-7]{26}/.exec(owned.headers.get('location') ?? '')?.[0] ?? '';
    const track = async (form: { reference: string; email: string }) => {
      const response = await shop.visitor().post('/orders/track', form);
      const text = (await response.text())
        .replaceAll(form.reference, '')
        .replaceAll(form.email, '');
      return `${response.status} ${text}`;
    };

    const answers = await Promise.all([
      track({ reference, email: 'eve@shop.example' }),
      track({ reference: 'b'.repeat(26), email: someAddress.email }),
      track({ reference: ownedReference, email: someAddress.email }),
      track({ reference: 'nonsense', email: someAddress.email }),
    ]);

    expect(answers[0]).toContain('422');
    expect(new Set(answers).size).toBe(1);
  });

  it('lets nobody try references without end', async () => {
    const visitor = shop.visitor({ address: '203.0.113.7' });
    const statuses: number[] = [];
    for (let tries = 0; tries < 25; tries += 1) {
      const form = { reference: 'c'.repeat(26), email: 'eve@shop.example' };
      statuses.push((await visitor.post('/orders/track', form)).status);
    }

    expect(statuses).toEqual([...Array(20).fill(422), ...Array(5).fill(429)]);
  });

  it('keeps what was typed after an error, and says at each field what is wrong', async () => {
    const visitor = await putIntoCart(await insertVariant(shop.database));

    const answer = await visitor.post('/checkout/address', {
      ...someAddress,
      email: 'not an address',
      city: '',
      country: 'KP',
      line2: 'Rear <b>building</b>',
    });

    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('<title>Error: ');
    expect(html).toMatch(/name="email"[^>]*value="not an address"[^>]*aria-invalid="true"/);
    expect(html).toContain('id="email-error"');
    expect(html).toContain('id="city-error"');
    expect(html).toContain('id="country-error"');
    expect(html).toContain('value="Rear &lt;b&gt;building&lt;/b&gt;"');
    expect(html).toContain('value="12 Quay Street"');
    expect((await visitor.get('/checkout/review')).headers.get('location')).toBe(
      '/checkout/address',
    );
  });

  it('shows a changed price before it places anything, and then places at that price', async () => {
    const variantId = await insertVariant(shop.database, { price_minor: 1000 });
    const visitor = await putIntoCart(variantId);
    const form = await goToReview(visitor);
    await shop.database.writer
      .updateTable('product_variants')
      .set({ price_minor: 1500 })
      .where('id', '=', variantId)
      .execute();

    const refused = await visitor.post('/checkout/review', form);
    const html = await refused.text();
    expect(refused.status).toBe(409);
    expect(html).toContain('Nothing was ordered yet');
    expect(html).toContain('The price is now $15.00, it was $10.00.');
    const placed = await visitor.post('/checkout/review', hiddenFields(html, '/checkout/review'));
    expect(placed.status).toBe(303);
    const order = await (await visitor.get(placed.headers.get('location') ?? '')).text();
    expect(order).toContain('$15.00');
  });

  it('tells kindly that the last piece has just gone', async () => {
    const variantId = await insertVariant(shop.database, { stock: 1 });
    const [first, second] = [await putIntoCart(variantId), await putIntoCart(variantId)];
    const forms = [await goToReview(first), await goToReview(second)];
    await first.post('/checkout/review', forms[0]);

    const answer = await second.post('/checkout/review', forms[1]);
    expect(answer.headers.get('location')).toBe('/cart?notice=stock');
    const cart = await (await second.get('/cart?notice=stock')).text();
    expect(cart).toContain('Somebody was faster');
    expect(cart).toContain('Sold out.');
    expect(cart).not.toContain('href="/checkout"');
    await second.post('/cart/adjust');
    expect(await (await second.get('/cart')).text()).toContain('Your cart is empty');
  });

  it('refuses another order under a key that was used, and a key of somebody else', async () => {
    const variantId = await insertVariant(shop.database, { stock: 9 });
    const [first, second] = [await putIntoCart(variantId), await putIntoCart(variantId)];
    const form = await goToReview(first);
    const other = await goToReview(second);
    await first.post('/checkout/review', form);

    const { idempotency_key = '' } = form;
    expect((await second.post('/checkout/review', { ...other, idempotency_key })).status).toBe(409);
    await first.post('/cart/items', { variant_id: String(variantId), quantity: '2' });
    const next = await goToReview(first);
    expect((await first.post('/checkout/review', { ...next, idempotency_key })).status).toBe(409);
    expect(await stockOf(shop.database, variantId)).toBe(8);
  });

  it('fills in a shopper’s own addresses, and nobody else’s', async () => {
    const { services } = createAccounts(shop.database);
    const { email: _, ...fields } = someAddress;
    const save = async (email: string, line1: string) => {
      const userId = await shop.addShopper(email, 'Grace');
      await saveAddress(services, { userId, fields: { ...fields, line1 }, isDefault: true });
      return userId;
    };
    const userId = await save('grace@shop.example', '1 Own Street');
    await save('other@shop.example', '2 Other Street');
    const rows = await shop.database.writer
      .selectFrom('addresses')
      .select(['id', 'line1'])
      .execute();
    const idOf = (line1: string) => rows.find((row) => row.line1 === line1)?.id;
    const visitor = await shop.logIn(userId);
    await visitor.post('/cart/items', {
      variant_id: String(await insertVariant(shop.database)),
      quantity: '1',
    });

    const usual = await (await visitor.get('/checkout/address')).text();
    expect(usual).toContain('value="1 Own Street"');
    expect(usual).toContain('value="grace@shop.example"');
    const asked = await visitor.get(`/checkout/address?address=${idOf('2 Other Street')}`);
    expect(await asked.text()).not.toContain('Other Street');

    const placed = await visitor.post('/checkout/review', await goToReview(visitor));
    const path = placed.headers.get('location')?.split('?')[0] ?? '';
    expect(await (await visitor.get('/account/orders')).text()).toContain(`/account${path}`);
    expect(await (await visitor.get(`/account${path}`)).text()).toContain('Ada Lovelace');
    const other = await shop.logIn(await shop.addShopper('third@shop.example'));
    expect((await other.get(`/account${path}`)).status).toBe(404);
    expect((await other.post(`${path}/cancel`)).status).toBe(404);
  });

  it('pays on the hosted page, and believes its signed webhook alone', async () => {
    const variantId = await insertVariant(shop.database, { price_minor: 2000, stock: 3 });
    const visitor = await putIntoCart(variantId);
    const placed = await visitor.post(
      '/checkout/review',
      await goToReview(visitor, { provider: 'stripe' }),
    );
    const page = placed.headers.get('location') ?? '';
    expect(page.startsWith(`${hosted.origin}/pay/`)).toBe(true);
    expect(placed.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${hosted.origin};`,
    );
    const session = [...hosted.sessions.values()].find(({ url }) => url === page);
    const path = `/orders/${session?.client_reference_id}`;
    expect(session?.success_url).toBe(`${shop.origin}${path}`);
    expect(await (await visitor.get(path)).text()).toContain('Waiting for payment');
    expect((await visitor.post(`${path}/pay`)).headers.get('location')).toBe(page);

    const forged = await fetch(`${shop.origin}/webhooks/stripe`, {
      method: 'POST',
      headers: { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
      body: hosted.buildEvent(session?.id ?? '', 'checkout.session.completed'),
    });
    expect(forged.status).toBe(400);
    expect(await (await visitor.get(path)).text()).toContain('Waiting for payment');
    const paid = await fetch(page, { method: 'POST', redirect: 'manual' });
    expect(paid.headers.get('location')).toBe(`${shop.origin}${path}`);
    const order = await (await visitor.get(path)).text();
    expect(order).toContain('Confirmed');
    expect(order).toContain('It is paid. Thank you.');

    await visitor.post(`${path}/cancel`);
    for (let tries = 0; hosted.refunds.length === 0 && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(hosted.refunds).toEqual([{ payment_intent: session?.payment_intent, amount: 2750 }]);
    expect(await stockOf(shop.database, variantId)).toBe(3);
  });

  it('keeps the order when the payment page cannot be reached', async () => {
    const visitor = await putIntoCart(await insertVariant(shop.database, { price_minor: 2000 }));
    const form = await goToReview(visitor, { provider: 'stripe' });
    hosted.isDown = true;

    const placed = await visitor.post('/checkout/review', form).finally(() => {
      hosted.isDown = false;
    });

    const location = placed.headers.get('location') ?? '';
    expect(location).toMatch(/^\/orders\/[a-z2-7]{26}\?notice=unavailable$/);
    const html = await (await visitor.get(location)).text();
    expect(html).toContain('cannot be reached just now');
    expect(html).toContain('Pay now');
  });

  it('tells the script of a page how many pieces are in the cart', async () => {
    const variantId = await insertVariant(shop.database, { stock: 2 });
    const visitor = shop.visitor();
    const add = (quantity: string) =>
      visitor.post(
        '/cart/items',
        { variant_id: String(variantId), quantity },
        { accept: 'application/json' },
      );

    expect(await (await add('2')).json()).toEqual({ count: 2 });
    expect((await add('0')).status).toBe(422);
    expect((await add('100')).status).toBe(422);
  });

  it('shows its mails to this machine only', async () => {
    const direct = await fetch(`${shop.origin}/mailbox`);
    const html = await direct.text();
    expect(direct.status).toBe(200);
    const name = /href="(\/mailbox\/[^"]+confirmation)"/.exec(html)?.[1] ?? '';
    const mail = await (await fetch(shop.origin + name)).text();
    expect(mail).toMatch(/href="http:\/\/localhost:\d+\/orders\/[a-z2-7]{26}"/);
    expect((await shop.visitor().get('/mailbox')).status).toBe(404);
    expect((await fetch(`${shop.origin}/mailbox/..%2f..%2fshop`)).status).toBe(404);
  });
});

it('has no mailbox page behind https', async () => {
  const shop = await startShopWithAccounts({ PUBLIC_ORIGIN: 'https://shop.example' });

  expect((await fetch(`${shop.origin}/mailbox`)).status).toBe(404);

  const variantId = await insertVariant(shop.database);
  const added = await shop
    .visitor()
    .post('/cart/items', { variant_id: String(variantId), quantity: '1' });
  expect(added.headers.getSetCookie()[0]).toMatch(
    /^__Host-cart=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  await shop.stop();
});
