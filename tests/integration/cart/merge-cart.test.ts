import { expect, it } from '@jest/globals';
import { addToCart } from '../../../storefront/cart/add-to-cart.ts';
import type { CartOwner } from '../../../storefront/cart/cart-owner.ts';
import { findCart } from '../../../storefront/cart/find-cart.ts';
import { mergeCart } from '../../../storefront/cart/merge-cart.ts';
import { findCheckout } from '../../../storefront/checkout/checkout-details.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { transact } from '../../../storefront/db/transact.ts';
import { claimOrders } from '../../../storefront/orders/claim-orders.ts';
import { findOrder } from '../../../storefront/orders/find-order.ts';
import { insertUser } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  insertVariant,
  insertVariants,
  newGuest,
  noon,
  place,
  prepareCheckout,
  reviewOf,
  someAddress,
} from '../../support/shopping.ts';

const add = (database: Database, owner: CartOwner, variantId: number, quantity: number) =>
  addToCart(database, { owner, variantId, quantity, now: noon });

const logIn = (database: Database, guest: CartOwner, userId: number) =>
  transact(database.writer, (trx) =>
    mergeCart(trx, database.flavor, { tokenHash: guest.tokenHash ?? '', userId, now: noon }),
  );

const quantitiesOf = async (database: Database, owner: CartOwner) =>
  (await findCart(database.writer, owner, noon))?.lines.map(({ variantId, quantity }) => [
    variantId,
    quantity,
  ]);

describeEachDatabase('logging in', (openTestDatabase) => {
  it('adds the guest’s cart to the shopper’s, up to the stock and to 99', async () => {
    const database = await openTestDatabase();
    const userId = await insertUser(database);
    const [both, scarce, plenty, fresh] = [
      await insertVariant(database, { stock: 10 }),
      await insertVariant(database, { stock: 5 }),
      await insertVariant(database, { stock: 500 }),
      await insertVariant(database, { stock: 5 }),
    ] as const;
    const guest = newGuest();
    for (const variantId of [both, scarce, plenty]) {
      await add(database, { userId }, variantId, variantId === plenty ? 70 : 3);
    }
    for (const variantId of [fresh, both, scarce, plenty]) {
      await add(database, guest, variantId, variantId === plenty ? 70 : 3);
    }

    await logIn(database, guest, userId);
    await logIn(database, guest, userId);

    expect(await quantitiesOf(database, { userId })).toEqual([
      [both, 6],
      [scarce, 5],
      [plenty, 99],
      [fresh, 3],
    ]);
    expect(await findCart(database.writer, guest, noon)).toBeUndefined();
  });

  it('makes no line smaller, and none too many', async () => {
    const database = await openTestDatabase();
    const userId = await insertUser(database);
    const own = await insertVariants(database, { variants: Array(99).fill({}) });
    const brought = await insertVariants(database, { variants: [{}, {}, {}] });
    const guest = newGuest();
    for (const variantId of own) await add(database, { userId }, variantId, 4);
    for (const variantId of [...brought, own[0] ?? 0]) await add(database, guest, variantId, 1);
    await database.writer.updateTable('product_variants').set({ stock: 2 }).execute();

    await logIn(database, guest, userId);

    const lines = (await quantitiesOf(database, { userId })) ?? [];
    expect(lines).toHaveLength(100);
    expect(lines[0]).toEqual([own[0], 4]);
    expect(lines.at(-1)).toEqual([brought[0], 1]);
  });

  it('in the middle of the checkout keeps what was filled in', async () => {
    const database = await openTestDatabase();
    const userId = await insertUser(database);
    const variantId = await insertVariant(database);
    const guest = newGuest();
    await prepareCheckout(database, guest, [[variantId, 1]]);

    await logIn(database, guest, userId);

    const cart = await findCart(database.writer, { userId }, noon);
    expect(await findCheckout(database.writer, cart?.id ?? 0)).toMatchObject(someAddress);
  });

  it('brings along the orders of this browser under one’s own address, and no others', async () => {
    const database = await openTestDatabase();
    const ada = await insertUser(database, { email: someAddress.email });
    const eve = await insertUser(database, { email: 'eve@shop.example' });
    const variantId = await insertVariant(database);
    const guest = newGuest();
    await prepareCheckout(database, guest, [[variantId, 1]]);
    const { reference } = await place(database, guest, { shown: await reviewOf(database, guest) });
    const claim = (owner: CartOwner, userId: number) =>
      transact(database.writer, (trx) =>
        claimOrders(trx, { tokenHash: owner.tokenHash ?? '', userId, now: noon }),
      );
    const ownerOf = async () => (await findOrder(database.writer, reference))?.userId;

    await claim(guest, eve);
    await claim(newGuest(), ada);
    expect(await ownerOf()).toBeNull();
    await claim(guest, ada);
    expect(await ownerOf()).toBe(ada);
  });
});
