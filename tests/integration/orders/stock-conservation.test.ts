import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import pino from 'pino';
import type { Database } from '../../../storefront/db/open-database.ts';
import { isShopError } from '../../../storefront/errors.ts';
import { cancelOrder } from '../../../storefront/orders/cancel-order.ts';
import { expirePayments } from '../../../storefront/payments/expire-payments.ts';
import type { PaymentProvider } from '../../../storefront/payments/payment-provider.ts';
import { receiveEvent } from '../../../storefront/payments/receive-event.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { fullRun } from '../../support/full-run.ts';
import { buy, insertVariants, minutesAfter, noon, onDeliveryOnly } from '../../support/shopping.ts';

const logger = pino({ level: 'silent' });
const numRuns = fullRun ? 60 : 8;
const stocks = [3, 1, 6] as const;

/** Takes money by webhook only, so that each command below is one step. */
const hosted: PaymentProvider = {
  name: 'stripe',
  title: 'Card',
  description: '',
  hosted: {
    pageOrigin: 'https://pay.example',
    start: async () => ({ providerReference: 'none', url: 'https://pay.example' }),
    close: async () => 'closed',
    readEvent: () => undefined,
    refund: async () => ({ isAccepted: true, providerReference: 'none' }),
  },
};

type Shop = { readonly database: Database; readonly variants: readonly number[] };
type Run = { minute: number; events: number; readonly references: string[] };

type Command = { readonly name: string; readonly run: (shop: Shop, run: Run) => Promise<void> };

const named = (name: string, run: Command['run']): Command & { toString(): string } => ({
  name,
  run,
  toString: () => name,
});

const pick = ({ references }: Run, index: number): string | undefined =>
  references[index % Math.max(references.length, 1)];

const index = fc.nat({ max: 20 });

const anyOrder = fc
  .record({
    quantities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
    isHosted: fc.boolean(),
    isReversed: fc.boolean(),
  })
  .map(({ quantities, isHosted, isReversed }) =>
    named(`order ${quantities} ${isHosted ? 'hosted' : 'on delivery'}`, async (shop, run) => {
      const wanted = quantities.flatMap((quantity, at): [number, number][] =>
        quantity === 0 ? [] : [[shop.variants[at] ?? 0, quantity]],
      );
      if (wanted.length === 0) return;
      const providers = isHosted ? [hosted] : onDeliveryOnly;
      const lines = isReversed ? wanted.toReversed() : wanted;
      try {
        const now = minutesAfter(run.minute);
        run.references.push(await buy(shop.database, lines, { providers, now }));
      } catch (error) {
        if (!isShopError(error, 'OUT_OF_STOCK')) throw error;
      }
    }),
  );

const anyCancel = index.map((at) =>
  named(`cancel ${at}`, async ({ database }, run) => {
    const reference = pick(run, at);
    const now = minutesAfter(run.minute);
    if (reference) await cancelOrder(database, { reference, now });
  }),
);

const anyWebhook = fc
  .record({
    at: index,
    kind: fc.constantFrom('paid', 'failed', 'expired'),
    isRepeated: fc.boolean(),
  })
  .map(({ at, kind, isRepeated }) =>
    named(`told ${kind} ${at}`, async ({ database }, run) => {
      const reference = pick(run, at);
      if (!reference) return;
      if (!isRepeated) run.events += 1;
      const payment = await database.writer
        .selectFrom('payments as p')
        .innerJoin('orders as o', 'o.id', 'p.order_id')
        .select('p.amount_minor')
        .where('o.reference', '=', reference)
        .executeTakeFirstOrThrow();
      const event = {
        id: `evt_${reference}_${kind}_${run.events}`,
        kind,
        reference,
        providerReference: `cs_${reference}`,
        amountMinor: payment.amount_minor,
        currency: 'USD',
        occurredAt: noon,
      };
      await receiveEvent(database, { provider: 'stripe', event, logger, now: noon });
    }),
  );

const anyWait = fc.integer({ min: 1, max: 70 }).map((minutes) =>
  named(`wait ${minutes}`, async ({ database }, run) => {
    run.minute += minutes;
    const now = minutesAfter(run.minute);
    await expirePayments(database, { providers: [hosted], logger, now });
  }),
);

const anyCommands = fc.array(
  // One at a time, or several at the same moment.
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: anyOrder },
      anyCancel,
      { weight: 2, arbitrary: anyWebhook },
      anyWait,
    ),
    { minLength: 1, maxLength: 3 },
  ),
  { minLength: 1, maxLength: 12 },
);

const expectConserved = async ({ database, variants }: Shop): Promise<void> => {
  const { writer } = database;
  const sold = await writer
    .selectFrom('order_items as i')
    .innerJoin('orders as o', 'o.id', 'i.order_id')
    .select(['i.variant_id', 'i.quantity', 'o.status'])
    .execute();
  const movements = await writer
    .selectFrom('stock_movements')
    .select(['variant_id', 'delta'])
    .execute();
  const rows = await writer
    .selectFrom('product_variants as v')
    .innerJoin('catalog_listings as l', 'l.product_id', 'v.product_id')
    .select(['v.id', 'v.stock', 'l.in_stock'])
    .execute();
  for (const [at, id] of variants.entries()) {
    const row = rows.find((one) => one.id === id);
    const held = sold
      .filter(({ variant_id, status }) => variant_id === id && !/cancelled|expired/.test(status))
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const moved = movements
      .filter(({ variant_id }) => variant_id === id)
      .reduce((sum, { delta }) => sum + delta, 0);
    expect([row?.stock, row?.stock]).toEqual([(stocks[at] ?? 0) - held, (stocks[at] ?? 0) + moved]);
  }
  const isAnyLeft = rows.some(({ stock }) => stock > 0) ? 1 : 0;
  expect(new Set(rows.map(({ in_stock }) => in_stock))).toEqual(new Set([isAnyLeft]));
};

describeEachDatabase('stock', (openTestDatabase) => {
  it('is conserved over orders, cancellations, payments and expiries, alone and at once', async () => {
    const database = await openTestDatabase();

    await fc.assert(
      fc.asyncProperty(anyCommands, async (steps) => {
        const variants = await insertVariants(database, {
          variants: stocks.map((stock) => ({ stock, price_minor: 1000 })),
        });
        const shop = { database, variants };
        const run: Run = { minute: 0, events: 0, references: [] };

        for (const commands of steps) {
          await Promise.all(commands.map((command) => command.run(shop, run)));
          await expectConserved(shop);
        }

        for (const table of [
          'payment_events',
          'refunds',
          'payments',
          'outbox_messages',
          'orders',
          'stock_movements',
          'products',
        ] as const) {
          await database.writer.deleteFrom(table).execute();
        }
      }),
      { numRuns, endOnFailure: true },
    );
  });
});
