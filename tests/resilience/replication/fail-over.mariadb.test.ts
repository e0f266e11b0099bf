import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { insertProduct } from '../../support/builders.ts';
import { eventually } from '../../support/eventually.ts';
import { type ReplicatedShop, startReplicatedShop } from '../../support/replicated-shop.ts';
import type { ShopVisitor } from '../../support/shop-visitor.ts';
import { buy, expectPutOff, putIntoCart } from './buying.ts';

/** How long a shopper waits for an answer in an outage. */
const aSecond = { timeoutMs: 1_000 };

let stage: ReplicatedShop;

beforeAll(async () => {
  stage = await startReplicatedShop({ impatient: true });
  await stage.waitForState({ writer: 'ok', reader: 'ok' });
});

afterAll(() => stage?.stop());

afterEach(async () => {
  await stage.writer.setFault('pass');
  await stage.reader.setFault('pass');
  await stage.waitForState({ writer: 'ok', reader: 'ok' });
});

/** The same shopper, who waits no longer than that; what is no outage may take its time. */
const inAHurry = ({ cookies }: ShopVisitor): ShopVisitor => {
  const hurried = stage.newVisitor(aSecond);
  for (const [name, value] of cookies) hurried.cookies.set(name, value);
  return hurried;
};

/** A page that no cache holds yet. */
const newPage = async (title: string): Promise<string> => {
  await insertProduct(stage.first, { title });
  await stage.cluster.catchUp();
  return `/products/${title.toLowerCase()}`;
};

describe('while the writer', () => {
  it.each(['refuse', 'black-hole'] as const)(
    'does %s, writes are put off within a second, and orders go on after it',
    async (fault) => {
      const shopper = stage.newVisitor();
      await putIntoCart(shopper, stage.variantId);
      const page = await newPage(`Kept-${fault}`);

      await stage.writer.setFault(fault);
      const refused = await putIntoCart(inAHurry(shopper), stage.variantId);
      const shown = await stage.page(page);
      const again = await putIntoCart(inAHurry(shopper), stage.variantId);
      const alive = await stage.page('/healthz');
      await stage.waitForState({ writer: 'unavailable', reader: 'ok' });
      const { status } = await stage.readiness();
      await stage.writer.setFault('pass');
      const order = eventually(() => buy(stage.newVisitor(), stage.variantId));

      await expectPutOff(refused);
      await expectPutOff(again);
      expect([shown.status, alive.status, status]).toEqual([200, 200, 503]);
      await expect(order).resolves.toMatch(/^[a-z0-9-]+$/);
    },
  );

  it('is black-holed with requests on their way to it, all of them are put off within a second', async () => {
    const shoppers = Array.from({ length: 20 }, () => stage.newVisitor());
    await Promise.all(shoppers.map((shopper) => putIntoCart(shopper, stage.variantId)));

    await stage.writer.setFault('black-hole');
    const answers = await Promise.all(
      shoppers.map((shopper) => putIntoCart(inAHurry(shopper), stage.variantId)),
    );

    for (const answer of answers) await expectPutOff(answer);
  });

  it('loses its connections only, nothing is refused', async () => {
    const shoppers = Array.from({ length: 5 }, () => stage.newVisitor());
    await Promise.all(shoppers.map((shopper) => putIntoCart(shopper, stage.variantId)));

    stage.writer.cut();
    const answers = await Promise.all(
      shoppers.map((shopper) => putIntoCart(shopper, stage.variantId)),
    );

    expect(answers.map(({ status }) => status)).toEqual(shoppers.map(() => 303));
  });
});

describe('while the reader', () => {
  it.each(['refuse', 'black-hole'] as const)(
    'does %s, pages come from the writer',
    async (fault) => {
      const page = await newPage(`Read-${fault}`);

      await stage.reader.setFault(fault);
      const shown = await stage.page(page);

      expect(shown.status).toBe(200);
      await stage.waitForState({ writer: 'ok', reader: 'unavailable' });
      expect((await stage.readiness()).status).toBe(200);
    },
  );
});

it('with neither, pages come from the cache, and others are put off', async () => {
  const kept = await newPage('Cached');
  const other = await newPage('Uncached');
  expect((await stage.page(kept)).status).toBe(200);

  await stage.writer.setFault('black-hole');
  await stage.reader.setFault('black-hole');
  const shown = await stage.page(kept);
  const putOff = await stage.page(other);

  expect(shown.status).toBe(200);
  await expectPutOff(putOff);
});

it('after a fail-over orders go to the new writer, without a restart and by connections that are open', async () => {
  const shopper = stage.newVisitor();
  await putIntoCart(shopper, stage.variantId);
  const page = await newPage('Demoted');

  await stage.cluster.demoteFirst();
  const refused = await putIntoCart(inAHurry(shopper), stage.variantId);
  const shown = await stage.page(page);
  await stage.waitForState({ writer: 'unavailable' });
  await stage.cluster.catchUp();
  await stage.cluster.promoteSecond();
  // As when the writer's name gets another address: open connections stay where they are.
  stage.writer.setTarget({ host: '127.0.0.1', port: stage.cluster.second.port });
  const reference = await eventually(() => buy(shopper, stage.variantId));

  await expectPutOff(refused);
  expect(shown.status).toBe(200);
  const placed = await stage.cluster.second.query(
    `select reference from shop.orders where reference = '${reference}'`,
  );
  expect(placed).toHaveLength(1);
});
