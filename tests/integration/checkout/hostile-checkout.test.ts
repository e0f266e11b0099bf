import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goToReview } from '../../support/checkout-forms.ts';
import { expectHarmless } from '../../support/expect-harmless.ts';
import type { ShopVisitor } from '../../support/shop-visitor.ts';
import { insertVariant, someAddress, stockOf } from '../../support/shopping.ts';
import { type ShopWithAccounts, startShopWithAccounts } from '../http-safety/shop-with-accounts.ts';

const hostile = [
  '',
  ' ',
  '0',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '١',
  '99999999999999999999999',
  '9007199254740993',
  'NaN',
  "' or '1'='1' --",
  '"; drop table orders; --',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of an attack on templates.
  '{{7*7}}${7*7}#{7*7}<%= 7*7 %>',
  'a\r\nSet-Cookie: evil=1',
  'a@example.com\r\nBcc: eve@example.com',
  'a\u0000b',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '[]',
  '{"a":1}',
  '😀'.repeat(300),
  'a'.repeat(60_000),
  '\ud83d',
];

describe('hostile forms of cart, checkout and orders', () => {
  let shop: ShopWithAccounts;
  let variantId: number;
  let variant: string;
  let review: Record<string, string>;
  let visitor: ShopVisitor;
  let reference: string;

  beforeAll(async () => {
    shop = await startShopWithAccounts();
    variantId = await insertVariant(shop.database, { stock: 9, price_minor: 1000 });
    variant = String(variantId);
    visitor = shop.visitor();
    await visitor.post('/cart/items', { variant_id: variant, quantity: '1' });
    const placed = await visitor.post('/checkout/review', await goToReview(visitor));
    reference = /[a-z2-7]{26}/.exec(placed.headers.get('location') ?? '')?.[0] ?? '';
    await visitor.post('/cart/items', { variant_id: variant, quantity: '1' });
    review = await goToReview(visitor);
  });

  afterAll(() => shop?.stop());

  const forms = (): readonly (readonly [string, Record<string, string>])[] => [
    ['/cart/items', { variant_id: variant, quantity: '1' }],
    [`/cart/items/${variant}`, { quantity: '1' }],
    ['/cart/adjust', {}],
    ['/checkout/address', someAddress],
    ['/checkout/delivery', { delivery_method: 'standard' }],
    ['/checkout/payment', { payment_provider: 'on-delivery' }],
    ['/checkout/review', review],
    ['/orders/track', { reference, email: someAddress.email }],
    [`/orders/${'a'.repeat(26)}/cancel`, {}],
    [`/orders/${'a'.repeat(26)}/pay`, {}],
  ];

  it('with one bad value at a time are refused or harmless', async () => {
    for (const [path, fields] of forms()) {
      for (const name of Object.keys(fields)) {
        for (const value of hostile) {
          const sent = { ...fields, [name]: value };
          await expectHarmless(await visitor.post(path, sent), [path, name, value.slice(0, 30)]);
        }
      }
      // As it was, so that no form finds an earlier one's values.
      await visitor.post(`/cart/items/${variant}`, { quantity: '1' });
      await visitor.post('/cart/items', { variant_id: variant, quantity: '1' });
      review = await goToReview(visitor);
    }
    for (const page of ['/cart', '/checkout/address', '/checkout/review']) {
      await expectHarmless(await visitor.get(page), page);
    }
  });

  it('with fields twice, in arrays, unknown or of prototypes are refused or harmless', async () => {
    for (const [path, fields] of forms()) {
      for (const name of [...Object.keys(fields), 'unknown']) {
        const twice = new URLSearchParams(fields);
        twice.append(name, 'a');
        twice.append(name, 'b');
        await expectHarmless(await visitor.post(path, twice), [path, name, 'twice']);
        for (const odd of [`${name}[]`, `${name}[a]`, '__proto__', 'constructor[prototype][a]']) {
          const changed = new URLSearchParams(fields);
          changed.delete(name);
          changed.append(odd, 'evil');
          await expectHarmless(await visitor.post(path, changed), [path, odd]);
        }
      }
      const file = new FormData();
      for (const name of Object.keys(fields)) file.set(name, new File(['x'], '../../evil.php'));
      await expectHarmless(await visitor.post(path, file), [path, 'file']);
    }
  });

  it('with prices, totals and deliveries of the sender’s own place nothing at them', async () => {
    const buyer = shop.visitor();
    await buyer.post('/cart/items', { variant_id: variant, quantity: '1', price_minor: '1' });
    const form = await goToReview(buyer);
    const ordersBefore = await shop.database.writer.selectFrom('orders').select('id').execute();
    const { shown = '' } = form;
    const tampered = [
      shown.replace('at1000', 'at1'),
      shown.replace(/\.\d+\.([0-9a-f]{16})$/, '.1.$1'),
      shown.replace(/^\d+x1/, `${variant}x0`),
      shown.replace(/^\d+x/, '77x'),
    ];

    for (const text of tampered) {
      expect(text).not.toBe(shown);
      const { status } = await buyer.post('/checkout/review', { ...form, shown: text });
      expect(status).toBe(409);
    }
    expect(await shop.database.writer.selectFrom('orders').select('id').execute()).toEqual(
      ordersBefore,
    );
    const extra = { total_minor: '1', unit_price_minor: '1', user_id: '1', status: 'shipped' };
    const placed = await buyer.post('/checkout/review', { ...form, ...extra });
    const placedReference = /[a-z2-7]{26}/.exec(placed.headers.get('location') ?? '')?.[0] ?? '';
    const order = await shop.database.writer
      .selectFrom('orders')
      .selectAll()
      .where('reference', '=', placedReference)
      .executeTakeFirst();
    expect(order).toMatchObject({ total_minor: 1500, user_id: null, status: 'confirmed' });
  });

  it.each(['0', '-1', '1.5', "1' or '1'='1", '%00', '..%2f', 'a'.repeat(3000), '__proto__'])(
    'find nothing under the id %j',
    async (id) => {
      for (const path of [
        `/cart/items/${encodeURIComponent(id)}`,
        `/orders/${encodeURIComponent(id)}/cancel`,
      ]) {
        expect((await visitor.post(path, { quantity: '1' })).status).toBe(404);
      }
      for (const path of ['/orders', '/account/orders', '/mailbox']) {
        const response = await visitor.get(`${path}/${encodeURIComponent(id)}`);
        expect([303, 404]).toContain(response.status);
      }
    },
  );

  it.each(['', 'a', 'x'.repeat(5000), '"; drop table carts; --', 'a%00b'])(
    'take the cart cookie %j for no cart',
    async (token) => {
      const response = await fetch(`${shop.origin}/cart`, { headers: { cookie: `cart=${token}` } });

      expect(response.status).toBe(200);
      expect(await response.text()).toContain('Your cart is empty');
    },
  );

  it.each([
    ['', 400],
    ['not json', 400],
    ['{}', 400],
    ['a'.repeat(300_000), 413],
  ])('are no webhook: %.20j', async (body, status) => {
    const hosted = await startShopWithAccounts({
      PAYMENT_PROVIDERS: 'stripe',
      STRIPE_SECRET_KEY: 'sk',
      STRIPE_WEBHOOK_SECRET: 'whsec',
    });

    const response = await fetch(`${hosted.origin}/webhooks/stripe`, { method: 'POST', body });

    expect(response.status).toBe(status);
    await hosted.stop();
  });

  it('leave the shop as it was, with nothing to log', async () => {
    const rows = await shop.database.writer.selectFrom('orders').select('status').execute();
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['confirmed']));
    const held = await shop.database.writer
      .selectFrom('order_items')
      .select('quantity')
      .where('variant_id', '=', variantId)
      .execute();
    const sold = held.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(await stockOf(shop.database, variantId)).toBe(9 - sold);
    expect(shop.logs().filter(({ level }) => level === 'ERROR' || level === 'FATAL')).toEqual([]);
  });
});
