import { expect, it } from '@jest/globals';
import { cancelOrder } from '../../../storefront/orders/cancel-order.ts';
import { findOrder } from '../../../storefront/orders/find-order.ts';
import { findOrders } from '../../../storefront/orders/find-orders.ts';
import { isOrderHolder, trackOrder } from '../../../storefront/orders/order-holders.ts';
import { insertUser } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  buy,
  insertVariant,
  minutesAfter,
  noon,
  place,
  prepareCheckout,
  reviewOf,
  someAddress,
  stockOf,
} from '../../support/shopping.ts';

describeEachDatabase('an order', (openTestDatabase) => {
  it('that is cancelled gives its stock back once, and brings the listing back', async () => {
    const database = await openTestDatabase();
    const { writer } = database;
    const variantId = await insertVariant(database, { stock: 2 });
    const reference = await buy(database, [[variantId, 2]]);
    const listing = () => writer.selectFrom('catalog_listings').select('in_stock').execute();
    expect(await listing()).toEqual([{ in_stock: 0 }]);

    const cancel = () => cancelOrder(database, { reference, now: minutesAfter(1) });
    await Promise.all([cancel(), cancel(), cancel()]);
    await cancel();

    expect(await findOrder(writer, reference)).toMatchObject({
      status: 'cancelled',
      payment: { status: 'cancelled' },
      refund: null,
      isCancellable: false,
    });
    expect(await stockOf(database, variantId)).toBe(2);
    expect(await listing()).toEqual([{ in_stock: 1 }]);
    const movements = await writer
      .selectFrom('stock_movements')
      .select(['reason', 'delta'])
      .orderBy('id')
      .execute();
    expect(movements).toEqual([
      { reason: 'order', delta: -2 },
      { reason: 'cancel', delta: 2 },
    ]);
    const mails = await writer.selectFrom('outbox_messages').select('message_id').execute();
    expect(mails.map(({ message_id }) => message_id).sort()).toEqual([
      `order-${reference}-cancellation`,
      `order-${reference}-confirmation`,
    ]);
  });

  it('that was sent cannot be cancelled any more', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { stock: 2 });
    const reference = await buy(database, [[variantId, 1]]);
    await database.writer.updateTable('orders').set({ status: 'shipped' }).execute();

    await expect(cancelOrder(database, { reference, now: noon })).rejects.toMatchObject({
      code: 'NOT_CANCELLABLE',
    });
    await expect(cancelOrder(database, { reference: 'none', now: noon })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });

    expect(await stockOf(database, variantId)).toBe(1);
  });

  it('can be cancelled after its product has left the catalog', async () => {
    const database = await openTestDatabase();
    const [gone, kept] = [await insertVariant(database), await insertVariant(database)];
    const reference = await buy(database, [
      [gone, 1],
      [kept, 1],
    ]);
    await database.writer.deleteFrom('product_variants').where('id', '=', gone).execute();

    await cancelOrder(database, { reference, now: noon });

    expect(await stockOf(database, kept)).toBe(5);
    expect((await findOrder(database.writer, reference))?.lines).toHaveLength(2);
  });

  it('is listed for its shopper alone, the newest first, page by page', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database, { stock: 100 });
    const [ada, eve] = [await insertUser(database), await insertUser(database)];
    const references: string[] = [];
    for (let index = 0; index < 22; index += 1) {
      const owner = { userId: ada };
      const now = minutesAfter(index);
      await prepareCheckout(database, owner, [[variantId, 2]], { now });
      const shown = await reviewOf(database, owner, { now });
      references.unshift((await place(database, owner, { shown, now })).reference);
    }
    await buy(database, [[variantId, 1]]);

    const first = await findOrders(database.writer, { userId: ada, page: 1 });
    const second = await findOrders(database.writer, { userId: ada, page: 2 });

    expect(first.hasMore).toBe(true);
    expect(second.hasMore).toBe(false);
    expect([...first.orders, ...second.orders].map(({ reference }) => reference)).toEqual(
      references,
    );
    expect(first.orders[0]).toMatchObject({ pieces: 2, status: 'confirmed', totalMinor: 2500 });
    expect((await findOrders(database.writer, { userId: eve, page: 1 })).orders).toEqual([]);
  });

  it('of a guest is tracked by reference and address together', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database);
    const reference = await buy(database, [[variantId, 1]]);
    const id = (await findOrder(database.writer, reference))?.id ?? 0;
    const tokenHash = 'a'.repeat(64);
    const track = (changed: { reference?: string; email?: string }) =>
      trackOrder(database, {
        reference,
        email: someAddress.email,
        tokenHash,
        now: noon,
        ...changed,
      });

    expect(await track({ email: 'eve@shop.example' })).toBe(false);
    expect(await track({ reference: 'b'.repeat(26) })).toBe(false);
    expect(await isOrderHolder(database.writer, id, tokenHash)).toBe(false);
    expect(await track({})).toBe(true);
    expect(await track({})).toBe(true);
    expect(await isOrderHolder(database.writer, id, tokenHash)).toBe(true);

    await database.writer
      .updateTable('orders')
      .set({ user_id: await insertUser(database) })
      .execute();
    expect(await track({})).toBe(false);
  });
});
