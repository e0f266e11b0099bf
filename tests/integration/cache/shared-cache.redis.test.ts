import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { databaseUrl } from '../../../storefront/db/database-url.ts';
import { openDatabase } from '../../../storefront/db/open-database.ts';
import { eventually } from '../../support/eventually.ts';
import { buy } from '../../support/shopping.ts';
import type { StorefrontProcess } from '../../support/storefront-process.ts';
import { getPage, type ShopsOnRedis, startShopsOnRedis } from './shops-on-redis.ts';

/** Less than the time for which a page is fresh: what changes within it was told to. */
const soon = { withinMs: 10_000 };

let shops: ShopsOnRedis;
let one: StorefrontProcess;
let two: StorefrontProcess;
let products = 0;
let asked = 0;

const cacheNews = (shop: StorefrontProcess): readonly string[] =>
  shop
    .logs()
    .map(({ message }) => message)
    .filter((message) => message.startsWith('shared cache '));

/** Asks for pages that nobody knows, which is what makes a process look for Redis. */
const waitForNews = (shop: StorefrontProcess, news: string) =>
  eventually(async () => {
    await getPage(shop, `/products?q=${randomBytes(4).toString('hex')}`);
    expect(cacheNews(shop).at(-1)).toBe(`shared cache ${news}`);
  });

beforeAll(async () => {
  shops = await startShopsOnRedis();
  one = await shops.startShop();
  two = await shops.startShop();
});

afterAll(() => shops?.stop());

beforeEach(async () => {
  for (const shop of [one, two]) await waitForNews(shop, 'in use');
});

afterEach(() => shops.proxy.setFault('pass'));

/** Without a whole page in the message of a failure. */
const expectText = ({ status, body }: { status: number; body: string }, text: string): void =>
  expect({ status, hasText: body.includes(text), text }).toEqual({
    status: 200,
    hasText: true,
    text,
  });

/** Puts a product on sale that no process has shown yet. */
const newProduct = async (stock = 3): Promise<string> => {
  products += 1;
  const handle = `thing${products}`;
  await shops.importRows(`${handle},First title of ${handle},5.00,${stock}`);
  await eventually(async () => {
    for (const shop of [one, two]) {
      expectText(await getPage(shop, `/products?q=${handle}`), `First title of ${handle}`);
    }
  });
  return handle;
};

/** An address of its page that nobody has asked for. */
const newPath = (handle: string): string => {
  asked += 1;
  return `/products/${handle}?variant=${asked}`;
};

const keysOf = (kind: string): Promise<readonly string[]> =>
  shops.redis.admin.keys(`tidemarket:*:${kind}:*`);

/** Loads a page in one process and waits until it is in Redis. */
const loadFirst = async (path: string) => {
  const before = (await keysOf('page')).length;
  const first = await getPage(one, path);
  await eventually(async () => expect((await keysOf('page')).length).toBeGreaterThan(before));
  return first;
};

const expectOnBoth = (path: string, text: string) =>
  eventually(async () => {
    for (const shop of [one, two]) {
      expectText(await getPage(shop, path), text);
    }
  }, soon);

/**
 * Has a page that nobody knows loaded by one process and asks the other for it. Again with another
 * page when the other has loaded it too: it may just have learned of a change, or have waited for
 * Redis in vain, on a busy machine.
 */
const share = (handle: string) =>
  eventually(async () => {
    const path = newPath(handle);
    const first = await loadFirst(path);
    const second = await getPage(two, path);
    const third = await getPage(two, path);
    expect([first.cache, second.cache, third.cache]).toEqual(['miss', 'shared', 'hit']);
    return [first.body, second.body, third.body];
  });

it('serves a page to both processes by one load', async () => {
  const bodies = await share(await newProduct());

  expect(new Set(bodies).size).toBe(1);
});

it('shares what pages have in common', async () => {
  await getPage(one, '/products?category=books');

  await eventually(async () => {
    expect(await keysOf('facets')).not.toEqual([]);
    expect(await keysOf('categories')).not.toEqual([]);
  });
});

it('shows what an import has changed in both processes', async () => {
  const handle = await newProduct();
  const paths = [`/products/${handle}`, `/products?q=${handle}`];
  for (const path of paths) await expectOnBoth(path, `First title of ${handle}`);

  await shops.importRows(`${handle},Second title of ${handle},6.00,3`);

  for (const path of paths) await expectOnBoth(path, `Second title of ${handle}`);
});

it.each(['refuse', 'black-hole'] as const)(
  'shows what an import has changed in both processes without Redis: %s',
  async (fault) => {
    const handle = await newProduct();
    await expectOnBoth(`/products/${handle}`, `First title of ${handle}`);
    await shops.proxy.setFault(fault);

    await shops.importRows(`${handle},Second title of ${handle},6.00,3`);

    await expectOnBoth(`/products/${handle}`, `Second title of ${handle}`);
  },
);

it('shows what an order has taken in both processes, and that it was the last one', async () => {
  const handle = await newProduct(3);
  const path = `/products/${handle}`;
  await expectOnBoth(path, 'Only 3 left');
  const database = openDatabase({ url: databaseUrl.parse(shops.databaseUrl) });
  const variant = await database.writer
    .selectFrom('product_variants as v')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .select('v.id')
    .where('p.handle', '=', handle)
    .executeTakeFirstOrThrow();

  await buy(database, [[variant.id, 1]]);
  await expectOnBoth(path, 'Only 2 left');
  await buy(database, [[variant.id, 2]]);
  await database.close();

  await expectOnBoth(path, 'Sold out');
  await expectOnBoth(`/products?q=${handle}`, 'is-sold-out');
});

it.each(['refuse', 'black-hole', { delayMs: 400 }] as const)(
  'answers as ever while Redis is away or slow, and uses it again afterwards: %j',
  async (fault) => {
    const handle = await newProduct();

    await shops.proxy.setFault(fault);
    for (const shop of [one, two]) await waitForNews(shop, 'left out');
    const pages = [await getPage(one, `/products/${handle}`), await getPage(two, '/shop')];
    await shops.proxy.setFault('pass');
    for (const shop of [one, two]) await waitForNews(shop, 'in use');
    await share(handle);

    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    expect(pages[0]?.body.includes(`First title of ${handle}`)).toBe(true);
  },
);

it('loads again what was flushed', async () => {
  const handle = await newProduct();
  await share(handle);
  const path = newPath(handle);
  const first = await loadFirst(path);

  await shops.redis.admin.flushall();
  const second = await getPage(two, path);

  expect(second).toEqual({ ...first, cache: 'miss' });
});

it.each<[string, (name: string) => Promise<unknown>]>([
  ['noise', (name) => shops.redis.admin.set(name, randomBytes(5_000))],
  ['nothing', (name) => shops.redis.admin.set(name, '')],
  [
    'half of it',
    async (name) => {
      const bytes = await shops.redis.admin.getBuffer(name);
      await shops.redis.admin.set(name, bytes?.subarray(0, bytes.byteLength / 2) ?? '');
    },
  ],
  [
    'a changed byte',
    async (name) => {
      const bytes = await shops.redis.admin.getBuffer(name);
      bytes?.writeUInt8(bytes.readUInt8(bytes.byteLength - 20) ^ 1, bytes.byteLength - 20);
      await shops.redis.admin.set(name, bytes ?? '');
    },
  ],
  [
    'the page of another address',
    async (name) => {
      const other = (await keysOf('page')).find((one) => one !== name) ?? '';
      await shops.redis.admin.copy(other, name, 'REPLACE');
    },
  ],
  [
    'another type',
    async (name) => {
      await shops.redis.admin.del(name);
      await shops.redis.admin.hset(name, 'field', 'value');
    },
  ],
])('takes %s for no page', async (_what, spoil) => {
  const handle = await newProduct();
  await share(handle);
  const path = newPath(handle);
  const before = await keysOf('page');
  const first = await loadFirst(path);

  for (const name of await keysOf('page')) if (!before.includes(name)) await spoil(name);
  const second = await getPage(two, path);

  expect(second).toEqual({ ...first, cache: 'miss' });
});

it('never serves what a shop with other settings has left', async () => {
  const path = `/products/${await newProduct()}`;
  await loadFirst(path);

  const other = await shops.startShop({ STORE_NAME: 'Elsewhere' });
  await waitForNews(other, 'in use');
  const { cache, body } = await getPage(other, path);

  expect(cache).toBe('miss');
  expect(body.includes('Elsewhere')).toBe(true);
});

it('stops cleanly while Redis is black-holed', async () => {
  const shop = await shops.startShop();
  await waitForNews(shop, 'in use');
  await shops.proxy.setFault('black-hole');
  await getPage(shop, '/shop');

  expect(await shop.stop()).toBe(0);
});
