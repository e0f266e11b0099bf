import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { eventually } from '../../support/eventually.ts';
import { type ReplicatedShop, startReplicatedShop } from '../../support/replicated-shop.ts';
import { createVisitor } from '../../support/shop-visitor.ts';
import { someAddress } from '../../support/shopping.ts';
import { buy, expectPutOff, prepareOrder, putIntoCart } from './buying.ts';

let stage: ReplicatedShop;

beforeAll(async () => {
  stage = await startReplicatedShop();
  await stage.waitForState({ writer: 'ok', reader: 'ok' });
});

afterAll(() => stage?.stop());

const usersConnected = async (): Promise<readonly unknown[]> => {
  const rows = await stage.cluster.first.query(
    `select distinct user from information_schema.processlist where user like 'app\\_%' order by user`,
  );
  return rows.map(({ user }) => user);
};

describe('with data rights only, over TLS only', () => {
  it('shoppers register, order, track and cancel', async () => {
    const shopper = stage.newVisitor();

    const registered = await shopper.post('/register', { email: someAddress.email });
    const reference = await buy(shopper, stage.variantId);
    const tracked = await stage
      .newVisitor()
      .post('/orders/track', { reference, email: someAddress.email });
    const cancelled = await shopper.post(`/orders/${reference}/cancel`);

    expect([registered.status, tracked.status, cancelled.status]).toEqual([303, 303, 303]);
    expect(cancelled.headers.get('location')).toBe(`/orders/${reference}?notice=cancelled`);
  });

  it('the user can neither change the schema nor come without TLS', async () => {
    const grants = await stage.cluster.first.query(`show grants for test_shop@'%'`);

    const created = sql`create table more (id int)`.execute(stage.first.writer);

    await expect(created).rejects.toMatchObject({ errno: 1142 });
    expect(JSON.stringify(grants)).toContain('REQUIRE SSL');
    expect(JSON.stringify(grants)).toContain('GRANT SELECT, INSERT, UPDATE, DELETE ON `shop`.*');
  });
});

describe('when the password changes', () => {
  it('it is fetched once, and no request is dropped', async () => {
    const shoppers = Array.from({ length: 12 }, () => stage.newVisitor());
    const fetchesBefore = stage.secrets.fetches();
    stage.putSecret('app_b', await stage.cluster.createUser('app_b'));
    await stage.cluster.first.query(`alter user app_a@'%' identified by 'another-password'`);
    await stage.cluster.catchUp();

    // More at once than there are connections: new ones are made, and refused.
    const answers = await Promise.all(
      shoppers.map((shopper) => putIntoCart(shopper, stage.variantId)),
    );

    expect(answers.map(({ status }) => status)).toEqual(shoppers.map(() => 303));
    expect(stage.secrets.fetches() - fetchesBefore).toBe(1);
    await eventually(async () => expect(await usersConnected()).toEqual(['app_b']));
    await stage.waitForState({ writer: 'ok', reader: 'ok' });
  });

  it('before the secret does, orders go on with the connections that are open', async () => {
    const shopper = stage.newVisitor();
    await putIntoCart(shopper, stage.variantId);
    await stage.cluster.first.query(`alter user app_b@'%' identified by 'yet-another-password'`);

    const answer = await putIntoCart(shopper, stage.variantId);
    stage.putSecret('app_c', await stage.cluster.createUser('app_c'));
    stage.writer.cut();
    const reconnected = await putIntoCart(shopper, stage.variantId);

    expect([answer.status, reconnected.status]).toEqual([303, 303]);
  });
});

describe('a pool that is used up', () => {
  it('lets few wait, and puts the others off at once', async () => {
    const small = await stage.startAnother({
      DATABASE_POOL_SIZE: '1',
      DATABASE_QUEUE_LIMIT: '1',
      // So that these requests are the only ones.
      DATABASE_ACQUIRE_TIMEOUT_MS: '20000',
    });
    const shopper = createVisitor(small.origin);
    await eventually(async () =>
      expect((await putIntoCart(shopper, stage.variantId)).status).toBe(303),
    );
    const hold = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    const held = stage.first.writer.transaction().execute(async (trx) => {
      await sql`select id from carts for update`.execute(trx);
      isHeld.resolve();
      await hold.promise;
    });
    await isHeld.promise;

    const waiting = [putIntoCart(shopper, stage.variantId), putIntoCart(shopper, stage.variantId)];
    const putOff = await eventually(async () => {
      const refused = await createVisitor(small.origin, { timeoutMs: 1_000 }).post('/cart/items', {
        variant_id: String(stage.variantId),
        quantity: '1',
      });
      expect(refused.status).toBe(503);
      return refused;
    });
    hold.resolve();
    await held;

    await expectPutOff(putOff);
    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    expect(statuses).toContain(303);
  });
});

it('an order whose answer was lost is placed once, however often it is sent', async () => {
  const delayMs = 5;
  const before = await stage.cluster.first.query('select count(*) as orders from shop.orders');
  const stockBefore = await stage.cluster.first.query(
    `select stock from shop.product_variants where id = ${stage.variantId}`,
  );
  const forms = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const shopper = stage.newVisitor();
      return { shopper, form: await prepareOrder(shopper, stage.variantId) };
    }),
  );
  await stage.writer.setFault({ delayMs });

  // Each order is cut off at another moment of its transaction.
  const places = new Set<string>();
  for (const [index, { shopper, form }] of forms.entries()) {
    const sent = shopper.post('/checkout/review', form).catch(() => undefined);
    setTimeout(() => stage.writer.cut(), index * 3 * delayMs);
    await sent;
    const place = await eventually(async () => {
      const answer = await shopper.post('/checkout/review', form);
      expect(answer.status).toBe(303);
      return answer.headers.get('location');
    });
    places.add(String(place));
  }
  await stage.writer.setFault('pass');

  const [orders] = await stage.cluster.first.query('select count(*) as orders from shop.orders');
  const [stock] = await stage.cluster.first.query(
    `select stock from shop.product_variants where id = ${stage.variantId}`,
  );
  expect([...places].every((place) => place.startsWith('/orders/'))).toBe(true);
  expect(places.size).toBe(forms.length);
  expect(orders?.['orders'] - before[0]?.['orders']).toBe(forms.length);
  expect(stockBefore[0]?.['stock'] - stock?.['stock']).toBe(forms.length);
});
