import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reconcileOrdersEvent } from '../../../handlers/reconcile-orders/event.ts';
import { reconcileOrders } from '../../../handlers/reconcile-orders/reconcile-orders.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import { cancelOrder } from '../../../storefront/orders/cancel-order.ts';
import type { PaymentProvider } from '../../../storefront/payments/payment-provider.ts';
import { buy, insertVariant, stockOf } from '../../support/shopping.ts';
import { limitsOf } from '../handlers/migration-bench.ts';
import { type DataBench, type DataShop, now, startDataBench } from './data-bench.ts';

let bench: DataBench;
let shop: DataShop;
let variant: number;

/** Takes payments on a page of its own, which nobody opens here. */
const hosted: PaymentProvider = {
  name: 'stripe',
  title: 'Card',
  description: '',
  hosted: {
    pageOrigin: 'https://pay.example',
    start: () => Promise.reject(new Error('not asked')),
    close: () => Promise.reject(new Error('not asked')),
    readEvent: () => undefined,
    refund: () => Promise.reject(new Error('not asked')),
  },
};
const twoHoursAgo = new Date(now.getTime() - 2 * 3_600_000);

beforeAll(async () => {
  bench = await startDataBench();
});
beforeEach(async () => {
  shop = await bench.openShop();
  variant = await insertVariant(shop.database, { stock: 10 });
  await change(
    `insert into stock_movements (variant_id, delta, reason, import_id, created_at)
     values (${variant}, 10, 'import', 1, '2026-01-01')`,
  );
});
afterAll(() => bench.stop());

const change = (sql: string) => bench.server.query(`use ${shop.name}; ${sql}`);
const reconcile = (event: object = {}) =>
  reconcileOrders(parseEvent(reconcileOrdersEvent, event), shop.services, limitsOf());
const codesOf = async () =>
  (await reconcile()).findings.map(({ code, count }) => `${count} ${code}`);
const statusOf = async (reference: string) => {
  const order = await shop.database.writer
    .selectFrom('orders as o')
    .innerJoin('payments as p', 'p.order_id', 'o.id')
    .select(['o.status as order', 'p.status as payment'])
    .where('o.reference', '=', reference)
    .executeTakeFirstOrThrow();
  return order;
};

describe('a shop as the storefront leaves it', () => {
  it('agrees: orders due on delivery, cancelled ones, and one that waits to be paid', async () => {
    await buy(shop.database, [[variant, 2]]);
    const cancelled = await buy(shop.database, [[variant, 1]]);
    await cancelOrder(shop.database, { reference: cancelled, now });
    await buy(shop.database, [[variant, 1]], { providers: [hosted] });

    expect(await reconcile()).toMatchObject({
      outcome: 'agrees',
      summary: 'Payments and stock agree',
      findings: [],
    });
    expect(shop.told).toEqual(['Payments and stock agree']);
  });
});

describe('what does not match is found by its code', () => {
  it.each([
    ['1 ORDER_WITHOUT_PAYMENT', 'delete from payments'],
    ['1 PAYMENT_AMOUNT_DIFFERS', 'update payments set amount_minor = amount_minor + 1'],
    ['1 PAYMENT_AMOUNT_DIFFERS', "update payments set currency = 'EUR'"],
    ['1 ORDER_SUM_DIFFERS', 'update order_items set total_minor = total_minor - 1'],
    ['1 ORDER_NOT_PAID', "update payments set status = 'failed'"],
    ['1 PAID_NOT_CONFIRMED', "update orders set status = 'pending'"],
    [
      '1 MONEY_NOT_TAKEN_IN',
      `insert into payment_events (provider, event_id, payment_id, kind, occurred_at, received_at)
       select 'stripe', 'e1', id, 'paid', created_at, created_at from payments`,
    ],
    [
      '1 PAID_TWICE',
      `update payments set status = 'paid';
       insert into payment_events (provider, event_id, payment_id, kind, occurred_at, received_at)
       select 'stripe', 'e1', id, 'paid', created_at, created_at from payments
       union all select 'stripe', 'e2', id, 'paid', created_at, created_at from payments`,
    ],
    [
      '1 REFUND_TOO_LARGE',
      `insert into refunds (payment_id, status, amount_minor, created_at, updated_at)
       select id, 'succeeded', amount_minor + 1, created_at, created_at from payments`,
    ],
    [
      '1 REFUND_WAITS',
      `insert into refunds (payment_id, status, amount_minor, created_at, updated_at)
       select id, 'pending', 1, '2026-03-02', '2026-03-02' from payments`,
    ],
    [
      '1 MONEY_KEPT',
      `update payments set status = 'paid'; update orders set status = 'expired';
       insert into stock_movements (variant_id, delta, reason, order_id, created_at)
       select variant_id, -delta, 'expiry', order_id, created_at
       from stock_movements where reason = 'order';
       update product_variants set stock = 10`,
    ],
    ['1 STOCK_DIFFERS', 'update product_variants set stock = stock + 1'],
    [
      '1 STOCK_NOT_TAKEN',
      "delete from stock_movements where reason = 'order'; update product_variants set stock = 10",
    ],
    ['1 STOCK_NOT_RETURNED', "update orders set status = 'cancelled'"],
    ['1 LISTING_STALE', 'update catalog_listings set in_stock = 0'],
  ])('%s', async (code, sql) => {
    await buy(shop.database, [[variant, 2]]);

    await change(sql);

    expect(await codesOf()).toEqual([code]);
  });

  it('1 STOCK_OF_NO_ORDER', async () => {
    await change(
      `insert into stock_movements (variant_id, delta, reason, order_id, created_at)
       values (${variant}, -1, 'order', 99, '2026-03-01'); update product_variants set stock = 9`,
    );

    expect(await codesOf()).toEqual(['1 STOCK_OF_NO_ORDER']);
  });

  it('with ids and nothing of the shopper, not more than twenty', async () => {
    for (let count = 0; count < 3; count += 1) await buy(shop.database, [[variant, 1]]);
    await change(
      `insert into stock_movements (variant_id, delta, reason, order_id, created_at)
       select ${variant} + 1000 + seq, -1, 'order', seq + 1000, '2026-03-01' from seq_1_to_25`,
    );
    await change('delete from payments');

    const { findings } = await reconcile();

    expect(findings).toMatchObject([{ count: 3 }, { count: 25 }]);
    expect(findings[1]?.ids).toHaveLength(20);
    expect(JSON.stringify([findings, shop.records])).not.toMatch(/ada|Lovelace|Quay/);
  });

  it('looks back as far as it is told', async () => {
    await buy(shop.database, [[variant, 1]], { now: new Date('2025-10-01T12:00:00Z') });
    await change("update payments set status = 'failed'");

    expect(await codesOf()).toEqual([]);
    expect((await reconcile({ days: 365 })).findings).toMatchObject([{ code: 'ORDER_NOT_PAID' }]);
  });
});

describe('a repair', () => {
  const repair = (code: string, more: object = { confirm: 'test' }) =>
    reconcile({ repair: [code], ...more });

  it('is confirmed, and rehearsed by a dry run', async () => {
    await change('update catalog_listings set in_stock = 0');

    await expect(repair('LISTING_STALE', {})).rejects.toMatchObject({
      code: 'CONFIRMATION_MISSING',
    });
    expect(await repair('LISTING_STALE', { dryRun: true })).toMatchObject({ outcome: 'planned' });
    expect(await codesOf()).toEqual(['1 LISTING_STALE']);
  });

  it('is of what is safe only', () => {
    expect(() => parseEvent(reconcileOrdersEvent, { repair: ['STOCK_DIFFERS'] })).toThrow(
      'not usable',
    );
  });

  it('sets a listing right', async () => {
    await change('update catalog_listings set in_stock = 0');

    expect(await repair('LISTING_STALE')).toMatchObject({
      outcome: 'repaired',
      repairs: [{ code: 'LISTING_STALE', repaired: 1, left: [] }],
    });
    expect(await codesOf()).toEqual([]);
  });

  it('gives an order up that nobody paid and nobody could, once', async () => {
    const reference = await buy(shop.database, [[variant, 4]], {
      providers: [hosted],
      now: twoHoursAgo,
    });
    expect(await codesOf()).toEqual(['1 PAYMENT_OVERDUE']);

    const results = await Promise.all([repair('PAYMENT_OVERDUE'), repair('PAYMENT_OVERDUE')]);

    const repaired = results.map(({ repairs }) => repairs[0]?.repaired ?? 0);
    expect(repaired.reduce((one, other) => one + other)).toBe(1);
    expect(await statusOf(reference)).toEqual({ order: 'expired', payment: 'expired' });
    expect(await stockOf(shop.database, variant)).toBe(10);
    expect(await codesOf()).toEqual([]);
  });

  it('leaves an order whose payment page may have been paid', async () => {
    const reference = await buy(shop.database, [[variant, 4]], {
      providers: [hosted],
      now: twoHoursAgo,
    });
    await change("update payments set provider_reference = 'cs_1'");

    expect(await repair('PAYMENT_OVERDUE')).toMatchObject({
      repairs: [{ repaired: 0, left: [{ because: 'its payment page may have been paid' }] }],
    });
    expect(await statusOf(reference)).toEqual({ order: 'pending', payment: 'pending' });
  });

  it('gives the stock of a cancelled order back, once', async () => {
    await buy(shop.database, [[variant, 10]]);
    await change("update orders set status = 'cancelled'");

    await Promise.all([repair('STOCK_NOT_RETURNED'), repair('STOCK_NOT_RETURNED')]);

    expect(await stockOf(shop.database, variant)).toBe(10);
    expect(await codesOf()).toEqual([]);
  });

  it('does not give back what the stock seems to have already', async () => {
    await buy(shop.database, [[variant, 3]]);
    await change("update orders set status = 'cancelled'; update product_variants set stock = 10");

    expect(await repair('STOCK_NOT_RETURNED')).toMatchObject({
      repairs: [{ repaired: 0, left: [{ because: 'its stock is not the sum of its history' }] }],
    });
    expect(await stockOf(shop.database, variant)).toBe(10);
  });
});
