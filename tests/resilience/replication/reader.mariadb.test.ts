import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { insertProduct } from '../../support/builders.ts';
import { eventually } from '../../support/eventually.ts';
import { type ReplicatedShop, startReplicatedShop } from '../../support/replicated-shop.ts';
import { buy, putIntoCart } from './buying.ts';

let stage: ReplicatedShop;

beforeAll(async () => {
  stage = await startReplicatedShop();
  await stage.waitForState({ writer: 'ok', reader: 'ok' });
});

afterAll(() => stage?.stop());

afterEach(() => stage.waitForState({ writer: 'ok', reader: 'ok' }));

/** A product whose page tells which server it was read from. */
const insertTwoFaced = async (title: string): Promise<string> => {
  await insertProduct(stage.first, { title, description_html: '<p>from the writer</p>' });
  await stage.cluster.catchUp();
  await stage.cluster.second.query(
    `update shop.products set description_html = '<p>from the reader</p>' where title = '${title}'`,
  );
  return `/products/${title.toLowerCase()}`;
};

const sourceOf = async (page: string): Promise<string | undefined> =>
  /from the (writer|reader)/.exec(await (await stage.page(page)).text())?.[1];

it('serves the catalog from the reader', async () => {
  const page = await insertTwoFaced('Well');

  expect(await sourceOf(page)).toBe('reader');
});

it('leaves a reader out that is too far behind, says so, and takes it back', async () => {
  const [behind, back] = [await insertTwoFaced('Behind'), await insertTwoFaced('Back')];

  await stage.cluster.setLag(30);
  await stage.waitForState({ writer: 'ok', reader: 'lagging' });
  const whileBehind = await sourceOf(behind);
  const ready = await stage.readiness();
  await stage.cluster.setLag(0);
  await stage.waitForState({ writer: 'ok', reader: 'ok' });
  const afterwards = await sourceOf(back);

  expect([whileBehind, afterwards]).toEqual(['writer', 'reader']);
  expect(ready.status).toBe(200);
  await eventually(() => {
    const lines = stage.shop.logs().filter(({ endpoint }) => endpoint === 'reader');
    expect(lines.slice(-2)).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: 'database endpoint left out',
        reason: 'lagging',
        lag_ms: expect.any(Number),
      }),
      expect.objectContaining({ level: 'INFO', message: 'database endpoint in use' }),
    ]);
  });
});

it('shows shoppers all they have done, while the reader has stopped following', async () => {
  const shopper = stage.newVisitor();

  await stage.cluster.stopReplica();
  await putIntoCart(shopper, stage.variantId);
  const badge = await (await shopper.get('/cart/badge')).json();
  const reference = await buy(shopper, stage.variantId);
  const order = await shopper.get(`/orders/${reference}`);
  const emptied = await (await shopper.get('/cart/badge')).json();
  const onReplica = await stage.cluster.second.query('select count(*) as orders from shop.orders');
  await stage.cluster.startReplica();

  expect([badge, emptied]).toEqual([{ count: 1 }, { count: 0 }]);
  expect(order.status).toBe(200);
  expect(await order.text()).toContain(reference);
  expect(onReplica).toEqual([{ orders: 0 }]);
});

it('asks the writer when the reader answers with errors', async () => {
  const page = await insertTwoFaced('Failing');

  await stage.cluster.second.query('rename table shop.product_images to shop.gone');
  const shown = await stage
    .page(page)
    .finally(() => stage.cluster.second.query('rename table shop.gone to shop.product_images'));

  expect(shown.status).toBe(200);
});

it('serves from a reader that is behind when there is no writer', async () => {
  const page = await insertTwoFaced('Last');

  await stage.cluster.setLag(30);
  await stage.waitForState({ reader: 'lagging' });
  await stage.writer.setFault('refuse');
  await stage.waitForState({ writer: 'unavailable', reader: 'lagging' });
  const source = await sourceOf(page);
  await stage.writer.setFault('pass');
  await stage.cluster.setLag(0);

  expect(source).toBe('reader');
});

it('counts requests, lag and orders in a line that CloudWatch takes metrics from', async () => {
  await buy(stage.newVisitor(), stage.variantId);
  const stopped = await stage.startAnother({ METRICS_STACK: 'tidemarket-test' });
  await eventually(async () => {
    const { dependencies } = (await (await fetch(`${stopped.origin}/readyz`)).json()) as {
      dependencies: Record<string, string>;
    };
    if (dependencies['reader'] !== 'ok') throw new Error('not yet');
  });
  for (let n = 0; n < 2; n += 1) await (await fetch(`${stopped.origin}/products`)).text();
  await stopped.stop();

  const line = stopped.logs().find(({ message }) => message === 'metrics');
  expect(line).toMatchObject({
    Stack: 'tidemarket-test',
    OrdersPlaced: 0,
    PaymentFailures: 0,
    PoolWaiters: expect.any(Number),
    ReplicaLag: expect.any(Number),
    CacheHitRatio: 50,
    Requests5xx: 0,
    Latency: expect.arrayContaining([expect.any(Number)]),
    routes: { '/products': { '2xx': 2 } },
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'Tidemarket/Storefront',
          Dimensions: [['Stack']],
          Metrics: expect.arrayContaining([{ Name: 'ReplicaLag', Unit: 'Milliseconds' }]),
        },
      ],
    },
  });
  const ofRoutes = stopped.logs().filter(({ message }) => message === 'metrics of routes');
  expect(ofRoutes).toContainEqual(
    expect.objectContaining({
      Stack: 'tidemarket-test',
      Route: 'products',
      Requests: 2,
      Errors: 0,
      Latency: [expect.any(Number), expect.any(Number)],
    }),
  );
});
