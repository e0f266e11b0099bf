import { expect, it } from '@jest/globals';
import { addToCart } from '../../../storefront/cart/add-to-cart.ts';
import { adjustCart } from '../../../storefront/cart/adjust-cart.ts';
import type { CartOwner } from '../../../storefront/cart/cart-owner.ts';
import { emptyCart } from '../../../storefront/cart/empty-cart.ts';
import { countCart, findCart } from '../../../storefront/cart/find-cart.ts';
import { pruneCarts } from '../../../storefront/cart/prune-carts.ts';
import { setQuantity } from '../../../storefront/cart/set-quantity.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { insertUser } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  insertVariant,
  insertVariants,
  minutesAfter,
  newGuest,
  noon,
} from '../../support/shopping.ts';

const add = (database: Database, owner: CartOwner, variantId: number, quantity = 1) =>
  addToCart(database, { owner, variantId, quantity, now: noon });

const linesOf = async (database: Database, owner: CartOwner, now = noon) =>
  (await findCart(database.writer, owner, now))?.lines ?? [];

const quantitiesOf = async (database: Database, owner: CartOwner) =>
  (await linesOf(database, owner)).map(({ variantId, quantity }) => [variantId, quantity]);

describeEachDatabase('a cart', (openTestDatabase) => {
  it('holds what a guest puts in, apart from every other cart', async () => {
    const database = await openTestDatabase();
    const [blue = 0, red = 0] = await insertVariants(database, {
      title: 'Harbour Mug',
      handle: 'harbour-mug',
      variants: [
        { option1: 'Blue', price_minor: 1250, image_position: 1 },
        { option1: 'Red', price_minor: 1350 },
      ],
      images: [{ media_path: 'first.png' }, { media_path: 'blue.png' }],
    });
    const [guest, other] = [newGuest(), newGuest()];
    const shopper = { userId: await insertUser(database) };

    await add(database, guest, red, 2);
    await add(database, guest, blue);
    await add(database, guest, red);
    await add(database, shopper, blue, 4);

    const line = { title: 'Harbour Mug', handle: 'harbour-mug', state: 'ok' };
    expect(await linesOf(database, guest)).toMatchObject([
      {
        ...line,
        variantId: red,
        quantity: 3,
        variantTitle: 'Red',
        unitPriceMinor: 1350,
        mediaPath: 'first.png',
      },
      {
        ...line,
        variantId: blue,
        quantity: 1,
        variantTitle: 'Blue',
        unitPriceMinor: 1250,
        mediaPath: 'blue.png',
      },
    ]);
    expect(await quantitiesOf(database, shopper)).toEqual([[blue, 4]]);
    expect(await findCart(database.writer, other, noon)).toBeUndefined();
    expect(await countCart(database.writer, guest, noon)).toBe(4);
    expect(await countCart(database.writer, other, noon)).toBe(0);
  });

  it('takes no more than there is, than 99 of one thing, than 100 things', async () => {
    const database = await openTestDatabase();
    const scarce = await insertVariant(database, { stock: 3 });
    const plenty = await insertVariant(database, { stock: 1000 });
    const guest = newGuest();

    expect(await add(database, guest, scarce, 2)).toEqual({ isComplete: true });
    expect(await add(database, guest, scarce, 2)).toEqual({ isComplete: false });
    expect(await add(database, guest, plenty, 60)).toEqual({ isComplete: true });
    expect(await add(database, guest, plenty, 60)).toEqual({ isComplete: false });
    expect(await quantitiesOf(database, guest)).toEqual([
      [scarce, 3],
      [plenty, 99],
    ]);

    const many = await insertVariants(database, { variants: Array(99).fill({}) });
    for (const variantId of many.slice(0, 98)) await add(database, guest, variantId);
    await expect(add(database, guest, many[98] ?? 0)).rejects.toMatchObject({ code: 'CART_FULL' });
    expect(await add(database, guest, many[0] ?? 0)).toEqual({ isComplete: true });
  });

  it('takes nothing that is sold out, a draft, or not there', async () => {
    const database = await openTestDatabase();
    const soldOut = await insertVariant(database, { stock: 0 });
    const [draft = 0] = await insertVariants(database, { status: 'draft' });
    const guest = newGuest();

    await expect(add(database, guest, soldOut)).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    await expect(add(database, guest, draft)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(add(database, guest, 999_999)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    expect(await findCart(database.writer, guest, noon)).toBeUndefined();
  });

  it('is changed, shortened and emptied', async () => {
    const database = await openTestDatabase();
    const [one, two] = [await insertVariant(database), await insertVariant(database)];
    const guest = newGuest();
    await add(database, guest, one);
    await add(database, guest, two);
    const set = (variantId: number, quantity: number) =>
      setQuantity(database, { owner: guest, variantId, quantity, now: noon });

    expect(await set(one, 4)).toEqual({ isComplete: true });
    expect(await set(two, 40)).toEqual({ isComplete: false });
    expect(await quantitiesOf(database, guest)).toEqual([
      [one, 4],
      [two, 5],
    ]);
    await set(one, 0);
    await set(999_999, 3);
    expect(await quantitiesOf(database, guest)).toEqual([[two, 5]]);
    await emptyCart(database, { owner: guest, now: noon });
    expect(await quantitiesOf(database, guest)).toEqual([]);
  });

  it('shows what has happened to its lines, and changes nothing until asked to', async () => {
    const database = await openTestDatabase();
    const { writer } = database;
    const [dearer, short, soldOut, draft, gone] = [
      await insertVariant(database, { price_minor: 1000 }),
      await insertVariant(database),
      await insertVariant(database),
      await insertVariant(database),
      await insertVariant(database),
    ] as const;
    const guest = newGuest();
    for (const variantId of [dearer, short, soldOut, draft, gone]) {
      await add(database, guest, variantId, 3);
    }
    const change = (id: number) => writer.updateTable('product_variants').where('id', '=', id);
    await change(dearer).set({ price_minor: 1100 }).execute();
    await change(short).set({ stock: 2 }).execute();
    await change(soldOut).set({ stock: 0 }).execute();
    const productOf = (id: number) =>
      writer.selectFrom('product_variants').select('product_id').where('id', '=', id);
    await writer
      .updateTable('products')
      .set({ status: 'draft' })
      .where('id', '=', productOf(draft))
      .execute();
    await writer.deleteFrom('product_variants').where('id', '=', gone).execute();

    const shown = await linesOf(database, guest);
    expect(shown).toMatchObject([
      { state: 'ok', unitPriceMinor: 1100, seenPriceMinor: 1000, quantity: 3 },
      { state: 'reduced', stock: 2, quantity: 3 },
      { state: 'sold-out', stock: 0, quantity: 3 },
      { state: 'unavailable', handle: null },
      { state: 'unavailable', handle: null, title: expect.stringMatching(/^Product \d+$/) },
    ]);
    expect(await linesOf(database, guest)).toEqual(shown);

    await adjustCart(database, { owner: guest, now: noon });
    expect(await linesOf(database, guest)).toMatchObject([
      { variantId: dearer, state: 'ok', seenPriceMinor: 1100, quantity: 3 },
      { variantId: short, state: 'ok', quantity: 2 },
    ]);
  });

  it('is one, however many requests make it at the same moment', async () => {
    const database = await openTestDatabase();
    const variants = await insertVariants(database, { variants: Array(8).fill({}) });
    const shopper = { userId: await insertUser(database) };

    await Promise.all(variants.map((variantId) => add(database, shopper, variantId)));

    expect(await database.writer.selectFrom('carts').selectAll().execute()).toHaveLength(1);
    expect(await countCart(database.writer, shopper, noon)).toBe(8);
  });

  it('is forgotten a month after its last change', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database);
    const guest = newGuest();
    await add(database, guest, variantId, 2);
    const day = 24 * 60;

    expect(await linesOf(database, guest, minutesAfter(29 * day))).toHaveLength(1);
    expect(await linesOf(database, guest, minutesAfter(31 * day))).toHaveLength(0);
    const now = minutesAfter(31 * day);
    await addToCart(database, { owner: guest, variantId, quantity: 1, now });
    expect(await linesOf(database, guest, now)).toMatchObject([{ quantity: 1 }]);
  });

  it('that was forgotten is deleted with its lines, and no other', async () => {
    const database = await openTestDatabase();
    const variantId = await insertVariant(database);
    const [old, used] = [newGuest(), newGuest()];
    await add(database, old, variantId);
    const now = minutesAfter(31 * 24 * 60);
    await addToCart(database, { owner: used, variantId, quantity: 2, now });

    expect(await pruneCarts(database.writer, now)).toBe(1);

    expect(await database.writer.selectFrom('cart_items').select('quantity').execute()).toEqual([
      { quantity: 2 },
    ]);
  });
});
