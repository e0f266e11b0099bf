import { expect, it } from '@jest/globals';
import { findCart } from '../../../storefront/cart/find-cart.ts';
import { findOrder } from '../../../storefront/orders/find-order.ts';
import { insertProduct } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  buy,
  insertVariant,
  insertVariants,
  newGuest,
  newKey,
  noon,
  place,
  prepareCheckout,
  reviewOf,
  someAddress,
  stockOf,
} from '../../support/shopping.ts';

describeEachDatabase('placing an order', (openTestDatabase) => {
  it('takes stock and writes order, lines, payment, movements and mail, and empties the cart', async () => {
    const database = await openTestDatabase();
    const { writer } = database;
    const [small = 0, large = 0] = await insertVariants(database, {
      title: 'Tide Lamp',
      variants: [
        { option1: 'Small', price_minor: 1250, stock: 4 },
        { option1: 'Large', price_minor: 990, stock: 9, sku: 'LAMP-L' },
      ],
    });
    const owner = newGuest();
    await prepareCheckout(database, owner, [
      [large, 3],
      [small, 2],
    ]);

    const { reference } = await place(database, owner, { shown: await reviewOf(database, owner) });

    const order = await findOrder(writer, reference);
    expect(order).toMatchObject({
      status: 'confirmed',
      userId: null,
      placedAt: noon,
      subtotalMinor: 5470,
      deliveryMinor: 0,
      taxMinor: 0,
      totalMinor: 5470,
      address: someAddress,
      payment: { provider: 'on-delivery', status: 'due', expiresAt: null },
    });
    expect(order?.lines).toMatchObject([
      {
        title: 'Tide Lamp',
        variantTitle: 'Large',
        quantity: 3,
        unitPriceMinor: 990,
        totalMinor: 2970,
      },
      {
        title: 'Tide Lamp',
        variantTitle: 'Small',
        quantity: 2,
        unitPriceMinor: 1250,
        totalMinor: 2500,
      },
    ]);
    expect([await stockOf(database, small), await stockOf(database, large)]).toEqual([2, 6]);
    const movements = await writer
      .selectFrom('stock_movements')
      .select(['variant_id', 'delta', 'reason', 'order_id'])
      .orderBy('variant_id')
      .execute();
    expect(movements).toEqual([
      { variant_id: small, delta: -2, reason: 'order', order_id: order?.id },
      { variant_id: large, delta: -3, reason: 'order', order_id: order?.id },
    ]);
    const mails = await writer.selectFrom('outbox_messages').selectAll().execute();
    expect(mails).toMatchObject([
      {
        kind: 'order-confirmation',
        recipient: someAddress.email,
        message_id: `order-${reference}-confirmation`,
        status: 'pending',
      },
    ]);
    expect((await findCart(writer, owner, noon))?.lines).toEqual([]);
    expect(await writer.selectFrom('checkouts').selectAll().execute()).toEqual([]);
  });

  it('keeps the price paid when the catalog changes afterwards', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { price_minor: 700 });

    const reference = await buy(database, [[variantId, 1]]);
    await database.writer.updateTable('product_variants').set({ price_minor: 9900 }).execute();

    expect((await findOrder(database.writer, reference))?.lines[0]?.unitPriceMinor).toBe(700);
  });

  it('places nothing when a price, the delivery fee or the address is not the one shown', async () => {
    const database = await openTestDatabase();
    const { writer } = database;
    const variantId = await insertVariant(database, { price_minor: 700, stock: 5 });
    const owner = newGuest();
    await prepareCheckout(database, owner, [[variantId, 1]]);
    const shown = await reviewOf(database, owner);

    await writer.updateTable('product_variants').set({ price_minor: 701 }).execute();
    await expect(place(database, owner, { shown })).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
    });
    await writer.updateTable('product_variants').set({ price_minor: 700 }).execute();
    const rules = {
      deliveryFlatMinor: 600,
      deliveryFreeFromMinor: null,
      taxMilliPercent: 0,
      taxIncluded: false,
      countries: ['US'],
    };
    await expect(place(database, owner, { shown, rules })).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
    });
    await writer.updateTable('checkouts').set({ city: 'Boston' }).execute();
    await expect(place(database, owner, { shown })).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
    });

    expect(await writer.selectFrom('orders').selectAll().execute()).toEqual([]);
    expect(await writer.selectFrom('stock_movements').selectAll().execute()).toEqual([]);
    expect(await stockOf(database, variantId)).toBe(5);
    expect((await findCart(writer, owner, noon))?.lines).toHaveLength(1);
  });

  it('takes nothing of any line when one line is short', async () => {
    const database = await openTestDatabase();
    const plenty = await insertVariant(database, { stock: 5 });
    const scarce = await insertVariant(database, { stock: 2 });
    const owner = newGuest();
    await prepareCheckout(database, owner, [
      [plenty, 2],
      [scarce, 2],
    ]);
    const shown = await reviewOf(database, owner);
    await buy(database, [[scarce, 1]]);

    await expect(place(database, owner, { shown })).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });

    expect(await stockOf(database, plenty)).toBe(5);
    expect(await database.writer.selectFrom('orders').selectAll().execute()).toHaveLength(1);
  });

  it('refuses what is no longer sold, and an empty cart', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database);
    const owner = newGuest();
    await prepareCheckout(database, owner, [[variantId, 1]]);
    const shown = await reviewOf(database, owner);

    await database.writer.updateTable('products').set({ status: 'draft' }).execute();
    await expect(place(database, owner, { shown })).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    await database.writer.deleteFrom('cart_items').execute();
    await expect(place(database, owner, { shown })).rejects.toMatchObject({ code: 'CART_EMPTY' });
    await expect(place(database, newGuest(), { shown })).rejects.toMatchObject({
      code: 'CART_EMPTY',
    });
  });

  it('gives one order to one key, however often and however parallel it is sent', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { stock: 50 });
    const owner = newGuest();
    await prepareCheckout(database, owner, [[variantId, 1]]);
    const request = { shown: await reviewOf(database, owner), key: newKey() };

    const placed = await Promise.all(
      Array.from({ length: 8 }, () => place(database, owner, request)),
    );
    const later = await place(database, owner, request);

    expect(new Set([...placed, later].map(({ reference }) => reference)).size).toBe(1);
    expect(await stockOf(database, variantId)).toBe(49);
    expect(await database.writer.selectFrom('orders').selectAll().execute()).toHaveLength(1);
    expect(await database.writer.selectFrom('outbox_messages').selectAll().execute()).toHaveLength(
      1,
    );
  });

  it('refuses a key that was used for another order, or by somebody else, also at the same time', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { stock: 50 });
    const guests = [newGuest(), newGuest(), newGuest(), newGuest()];
    for (const guest of guests) await prepareCheckout(database, guest, [[variantId, 1]]);
    const [first = newGuest()] = guests;
    const shown = await reviewOf(database, first);
    const key = newKey();

    const outcomes = await Promise.allSettled(
      guests.map((guest) => place(database, guest, { shown, key })),
    );
    const failures = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code] : [],
    );

    expect(failures).toEqual(Array(3).fill('IDEMPOTENCY_MISMATCH'));
    expect(await stockOf(database, variantId)).toBe(49);
    const other = shown.replace(/x1at/, 'x2at');
    for (const guest of guests) {
      await expect(place(database, guest, { shown: other, key })).rejects.toMatchObject({
        code: 'IDEMPOTENCY_MISMATCH',
      });
    }
  });

  it('sells the last 5 pieces to 5 of 50 buyers who order at the same moment', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { stock: 5 });
    const guests = Array.from({ length: 50 }, newGuest);
    for (const guest of guests) await prepareCheckout(database, guest, [[variantId, 1]]);
    const reviews = await Promise.all(guests.map((guest) => reviewOf(database, guest)));

    const outcomes = await Promise.allSettled(
      guests.map((guest, index) => place(database, guest, { shown: reviews[index] ?? '' })),
    );

    const sold = outcomes.filter(({ status }) => status === 'fulfilled');
    const codes = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code ?? String(outcome.reason)] : [],
    );
    expect(sold).toHaveLength(5);
    expect(codes).toEqual(Array(45).fill('OUT_OF_STOCK'));
    expect(await stockOf(database, variantId)).toBe(0);
    expect(await database.writer.selectFrom('orders').selectAll().execute()).toHaveLength(5);
  });

  it('never lets carts with the same products in opposite order get in each other’s way', async () => {
    const database = await openTestDatabase();
    const variants = [
      await insertVariant(database, { stock: 30 }),
      await insertVariant(database, { stock: 30 }),
      await insertVariant(database, { stock: 30 }),
    ];
    const guests = Array.from({ length: 30 }, newGuest);
    for (const [index, guest] of guests.entries()) {
      const order = index % 2 === 0 ? variants : variants.toReversed();
      await prepareCheckout(
        database,
        guest,
        order.map((variantId) => [variantId, 1]),
      );
    }
    const reviews = await Promise.all(guests.map((guest) => reviewOf(database, guest)));

    const placed = await Promise.all(
      guests.map((guest, index) => place(database, guest, { shown: reviews[index] ?? '' })),
    );

    expect(placed).toHaveLength(30);
    expect(await Promise.all(variants.map((id) => stockOf(database, id)))).toEqual([0, 0, 0]);
  });

  it('marks the listing sold out with the last piece of the last variant, also when two sell at once', async () => {
    const database = await openTestDatabase();
    const [one = 0, two = 0] = await insertVariants(database, {
      variants: [{ stock: 1 }, { stock: 1 }],
    });
    await insertProduct(database, { variants: [{ stock: 1 }] });
    const guests = [newGuest(), newGuest()];
    await prepareCheckout(database, guests[0] ?? newGuest(), [[one, 1]]);
    await prepareCheckout(database, guests[1] ?? newGuest(), [[two, 1]]);
    const reviews = await Promise.all(guests.map((guest) => reviewOf(database, guest)));

    await Promise.all(
      guests.map((guest, index) => place(database, guest, { shown: reviews[index] ?? '' })),
    );

    const listings = await database.writer
      .selectFrom('catalog_listings')
      .select('in_stock')
      .orderBy('product_id')
      .execute();
    expect(listings).toEqual([{ in_stock: 0 }, { in_stock: 1 }]);
  });
});
