import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { refreshListings } from '../../storefront/catalog/refresh-listings.ts';
import { someAddress } from '../../tests/support/shopping.ts';
import { createCatalog } from './create-catalog.ts';
import { median, quantile } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import { startStorefront } from './servers.ts';
import { createVisitor, hiddenFields, type Page, type Visitor } from './visitor.ts';

export const journeyName = 'journey';

const expectPath = ({ path }: Page, wanted: string): void => {
  if (!path.startsWith(wanted)) throw new Error(`led to ${path} instead of ${wanted}`);
};

/** From the home page to an order; `number` says what is bought. */
const buy = async (visitor: Visitor, number: number): Promise<void> => {
  await visitor.get('/shop');
  const list = await visitor.get(`/products?category=category-${(number % 7) + 1}`);
  const products = [...list.html.matchAll(/href="(\/products\/[^"?]+)"/g)];
  const product = await visitor.get(products[number % products.length]?.[1] ?? '/products/none');
  const item = { ...hiddenFields(product, '/cart/items'), quantity: '1' };
  expectPath(await visitor.post('/cart/items', item), '/cart');
  expectPath(await visitor.get('/checkout'), '/checkout/address');
  expectPath(await visitor.post('/checkout/address', someAddress), '/checkout/delivery');
  const delivery = { delivery_method: 'standard' };
  expectPath(await visitor.post('/checkout/delivery', delivery), '/checkout/payment');
  const review = await visitor.post('/checkout/payment', { payment_provider: 'on-delivery' });
  expectPath(review, '/checkout/review');
  const placed = await visitor.post('/checkout/review', hiddenFields(review, '/checkout/review'));
  expectPath(placed, '/orders/');
};

type JourneyRun = {
  readonly seconds: number;
  readonly requests: number;
  readonly journeysMs: readonly number[];
  readonly problems: readonly unknown[];
};

let begun = 0;

/** Every client begins a new journey, as a new guest, as long as there is time left. */
const runClients = async (
  origin: string,
  { clients, seconds }: BenchOptions,
): Promise<JourneyRun> => {
  const journeysMs: number[] = [];
  const problems: unknown[] = [];
  let requests = 0;
  const startedAt = performance.now();
  const runClient = async () => {
    while (performance.now() < startedAt + seconds * 1000) {
      const visitor = createVisitor(origin);
      const journeyAt = performance.now();
      begun += 1;
      try {
        await buy(visitor, begun);
        journeysMs.push(performance.now() - journeyAt);
      } catch (error) {
        problems.push(error);
      }
      requests += visitor.countRequests();
    }
  };
  await Promise.all(Array.from({ length: clients }, runClient));
  return { seconds: (performance.now() - startedAt) / 1000, requests, journeysMs, problems };
};

/** A catalog of which everything is in stock, more than anybody buys. */
const createStockedCatalog = async (file: string, products: number): Promise<void> => {
  const database = await createCatalog(file, products);
  await database.writer.transaction().execute(async (trx) => {
    await trx.updateTable('product_variants').set({ stock: 1_000_000 }).execute();
    await refreshListings(trx, database.flavor, sql`(select id from products)`);
  });
  await database.close();
};

const countOrders = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare('select count(*) as orders from orders').get();
  database.close();
  return Number(row?.['orders']);
};

/** Measures guests who look around and buy. */
export const measureJourneys = async (
  folder: string,
  distDir: string,
  options: BenchOptions,
  say: (text: string) => void,
) => {
  say(`Making a catalog of ${options.products} products, all in stock …`);
  const file = join(folder, 'journey.db');
  await createStockedCatalog(file, options.products);
  const shop = await startStorefront(distDir, join(folder, 'journey.log'), {
    DATABASE_URL: `sqlite:${file}`,
    MEDIA_DIR: join(folder, 'media'),
    MAIL_URL: `file:${join(folder, 'mail')}`,
  });
  const runs: JourneyRun[] = [];
  say(`${journeyName} …`);
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      runs.push(await runClients(shop.origin, options));
    }
  } finally {
    await shop.stop();
  }
  const times = runs.flatMap(({ journeysMs }) => journeysMs);
  const problems = runs.flatMap((run) => run.problems);
  if (problems.length > 0) say(`The first journey that failed: ${problems[0]}`);
  const orders = countOrders(file);
  if (problems.length === 0 && orders !== times.length) {
    throw new Error(`${times.length} journeys have made ${orders} orders`);
  }
  return {
    scenario: journeyName,
    clients: options.clients,
    journeysPerSecond: median(runs.map((run) => run.journeysMs.length / run.seconds)),
    requestsPerSecond: median(runs.map((run) => run.requests / run.seconds)),
    p50Ms: median(times),
    p99Ms: quantile(times, 0.99),
    failed: problems.length,
  };
};
