import type { Database } from '../../storefront/db/open-database.ts';
import { findTool } from '../setup/find-tool.ts';
import { median } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import {
  type Client,
  createClient,
  type Place,
  prepareBare,
  prepareShop,
} from './order-clients.ts';
import { type OrderDatabase, startMariadb, startSqlite } from './order-databases.ts';

/** The share of the bare driver's orders per second that the shop aims at. */
const aim = 0.7;

const sqliteRuns = [{ name: 'orders, sqlite', clients: 1 }] as const;
const mariadbRuns = [
  { name: 'orders, mariadb', clients: 1 },
  { name: 'orders, mariadb, 8 at a time', clients: 8 },
] as const;

export const orderNames: readonly string[] = [...sqliteRuns, ...mariadbRuns].map(
  ({ name }) => name,
);

/** Orders per second of clients that each place theirs one after another. */
const measureRate = async (
  shop: OrderDatabase,
  clients: readonly Client[],
  orders: number,
  prepare: typeof prepareShop,
): Promise<number> => {
  const share = Math.ceil(orders / clients.length);
  const prepared = await Promise.all(
    clients.map(async (client) => {
      const places: Place[] = [];
      for (let order = 0; order < share; order += 1) places.push(await prepare(shop, client));
      return places;
    }),
  );
  const startedAt = performance.now();
  await Promise.all(
    prepared.map(async (places) => {
      for (const placeOne of places) await placeOne();
    }),
  );
  return (share * clients.length * 1000) / (performance.now() - startedAt);
};

/** Throws unless both sides have written all of their orders. */
const checkRows = async ({ writer }: Database, orders: number): Promise<void> => {
  const wanted = { orders, order_items: 2 * orders, payments: orders, outbox_messages: orders };
  for (const [table, count] of Object.entries(wanted)) {
    const { rows } = await writer
      .selectFrom(table as keyof typeof wanted)
      .select(({ fn }) => fn.countAll().as('rows'))
      .executeTakeFirstOrThrow();
    if (Number(rows) !== count) throw new Error(`${rows} rows of ${table} instead of ${count}`);
  }
};

type Run = (typeof sqliteRuns | typeof mariadbRuns)[number];

const measureRun = async (
  start: () => Promise<OrderDatabase>,
  { name, clients: count }: Run,
  { orders, rounds }: BenchOptions,
) => {
  const shop = await start();
  const clients: Client[] = [];
  const rates = { shop: [] as number[], bare: [] as number[] };
  try {
    for (let client = 0; client < count; client += 1) clients.push(await createClient(shop));
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1) {
      rates.shop.push(await measureRate(shop, clients, orders, prepareShop));
      rates.bare.push(await measureRate(shop, clients, orders, prepareBare));
    }
    await checkRows(shop.database, count * (2 + 2 * (rounds + 1) * Math.ceil(orders / count)));
  } finally {
    for (const { bare } of clients) await bare.close();
    await shop.stop();
  }
  const [ordersPerSecond, bareOrdersPerSecond] = [rates.shop, rates.bare].map((list) =>
    median(list.slice(1)),
  ) as [number, number];
  return {
    scenario: name,
    ordersPerSecond: Math.round(ordersPerSecond),
    bareOrdersPerSecond: Math.round(bareOrdersPerSecond),
    ratio: ordersPerSecond / bareOrdersPerSecond,
    aim,
  };
};

/** Measures placing orders on the wanted databases. */
export const measureOrders = async (
  folder: string,
  options: BenchOptions,
  say: (text: string) => void,
) => {
  const rows = [];
  for (const run of [...sqliteRuns, ...mariadbRuns].filter(({ name }) => options.wants(name))) {
    const isMariadb = mariadbRuns.some(({ name }) => name === run.name);
    const missing = ['mariadbd', 'mariadb-install-db'].find((tool) => !findTool(tool));
    if (isMariadb && missing) {
      say(`${run.name}: left out, since ${missing} is not installed.`);
      continue;
    }
    say(`${run.name} …`);
    rows.push(await measureRun(isMariadb ? startMariadb : () => startSqlite(folder), run, options));
  }
  return rows;
};
