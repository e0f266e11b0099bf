import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkNames } from '../../../handlers/check-backup/check-copy.ts';
import type { Watermark } from '../../../handlers/shared/watermark/watermark.ts';
import { insertUser } from '../../support/builders.ts';
import { buy, insertVariant } from '../../support/shopping.ts';
import {
  beat,
  type Compared,
  compare,
  type DrillBench,
  markOf,
  minutesFromNow,
  type Shop,
  startDrillBench,
} from './drill-bench.ts';

let bench: DrillBench;
let shop: Shop;
let watermark: Watermark;

const fill = async (filled: Shop, orders: number): Promise<void> => {
  const variant = await insertVariant(filled.database, { stock: 500, price_minor: 1999 });
  for (let order = 0; order < orders; order += 1) {
    await insertUser(filled.database);
    await buy(filled.database, [[variant, 1 + (order % 3)]], {
      now: minutesFromNow(-60 * (order + 1)),
    });
  }
  await beat(filled);
};

beforeAll(async () => {
  bench = startDrillBench();
  shop = await bench.openShop();
  await fill(shop, 12);
  watermark = await markOf(shop);
});

afterAll(() => bench.stop());

const spoil = async (...statements: readonly string[]): Promise<Compared> => {
  const copy = await bench.copy(shop);
  await copy.run(...statements);
  return compare(copy, watermark);
};

describe('a backup is proven', () => {
  it('when it is what the database was, by every check that there is', async () => {
    const { checks, failed, beatAt } = await spoil();

    expect(failed).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual(checkNames);
    expect(beatAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(watermark.settled).toMatchObject({
      orders: { rows: 12, throughId: 12, moneyMinor: expect.stringMatching(/^[1-9]\d+$/) },
      stock_movements: { rows: 12 },
    });
  });

  it('after a quiet night, in which nobody bought anything', async () => {
    const quiet = await bench.openShop();
    await beat(quiet);

    expect((await compare(await bench.copy(quiet), await markOf(quiet))).failed).toEqual([]);
  });

  it('when shoppers went on after the watermark', async () => {
    const busy = await bench.openShop();
    await fill(busy, 3);
    const before = await markOf(busy);
    await fill(busy, 2);
    await busy.run(
      // An account is deleted, a guest's order claimed, a payment settled, a variant taken out.
      `update orders set email = 'erased', name = 'erased', user_id = null where id = 1`,
      'delete from users where id = 1',
      'update orders set user_id = 2 where id = 2',
      `update payments set status = 'paid', provider_reference = 'pi_1' where id = 3`,
      'update order_items set variant_id = null where id = 1',
      `insert into stock_movements (variant_id, delta, reason, import_id, created_at) values (1, 5, 'import', 1, '2020-01-01')`,
    );

    expect((await compare(await bench.copy(busy), before)).failed).toEqual([]);
  });

  it('when a deploy has migrated it further since', async () => {
    const { failed } = await spoil(
      `insert into kysely_migration values ('9999-later', '2026-11-28T08:00:00.000Z')`,
      'create table later (id int primary key)',
    );

    expect(failed).toEqual([]);
  });
});

describe('a backup is refused', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'that was truncated: the second half of the dump is not there',
      [
        'delete from order_items where id > 6',
        ...['payments', 'stock_movements', 'users'].map((table) => `truncate table ${table}`),
      ],
      ['row-counts', 'checksums', 'money', 'order-sums'],
    ],
    [
      'whose tables are there and empty',
      [
        'orders',
        'order_items',
        'payments',
        'stock_movements',
        'products',
        'product_variants',
        'users',
        'categories',
        'replication_heartbeat',
        'catalog_listings',
        'order_holders',
      ].map((table) => `truncate table ${table}`),
      ['heartbeat-age', 'row-counts', 'checksums', 'money'],
    ],
    ['that lacks a table', ['drop table audit_log'], ['tables']],
    [
      'that lacks the table of payments',
      ['drop table payments'],
      ['tables', 'row-counts', 'checksums', 'money', 'foreign-keys', 'order-sums'],
    ],
    [
      'that has lost its foreign keys',
      ['alter table order_items drop foreign key order_items_order'],
      ['tables'],
    ],
    [
      'that lacks one order with all that belongs to it',
      [
        'delete from payments where order_id = 5',
        'delete from order_items where order_id = 5',
        'delete from order_holders where order_id = 5',
        'delete from stock_movements where order_id = 5',
        'delete from orders where id = 5',
      ],
      ['row-counts', 'checksums', 'money'],
    ],
    ['whose products are gone', ['truncate table products'], ['row-counts', 'foreign-keys']],
    [
      'in which an amount of money is another, everywhere alike',
      [
        'update order_items set unit_price_minor = unit_price_minor + 1, total_minor = total_minor + quantity where order_id = 1',
        'update orders set subtotal_minor = subtotal_minor + 1, total_minor = total_minor + 1 where id = 1',
        'update payments set amount_minor = amount_minor + 1 where order_id = 1',
      ],
      ['checksums', 'money'],
    ],
    [
      'in which two payments have changed places, so that every sum is right',
      [
        'update payments a join payments b on a.id = 1 and b.id = 2 set a.order_id = 99, b.order_id = 1',
        'update payments set order_id = 2 where order_id = 99',
        'update payments a join payments b on a.id = 1 and b.id = 2 set a.amount_minor = b.amount_minor, b.amount_minor = a.amount_minor',
      ],
      ['checksums'],
    ],
    [
      'whose orders lost the rows that they name',
      [`update order_items set order_id = 999 where id = 3`],
      ['checksums', 'foreign-keys', 'order-sums', 'money'],
    ],
    [
      "that is last week's",
      [
        `update replication_heartbeat set beat_at = date_sub(beat_at, interval 7 day)`,
        ...['payments', 'order_items', 'order_holders', 'stock_movements'].map(
          (table) => `delete from ${table} where order_id > 8`,
        ),
        'delete from orders where id > 8',
      ],
      ['heartbeat-age', 'row-counts', 'checksums', 'money'],
    ],
    ['without a heartbeat', ['delete from replication_heartbeat'], ['heartbeat-age']],
    [
      'of an older schema',
      [`delete from kysely_migration where name like '0006%'`],
      ['schema-version', 'identity'],
    ],
  ])('%s', async (_name, statements, names) => {
    const { failed, checks } = await spoil(...statements);

    expect([...failed].sort()).toEqual([...names].sort());
    expect(checks.map(({ found }) => found).join()).not.toMatch(/syntax/);
  });

  it("that is another shop's", async () => {
    const other = await bench.openShop();
    await fill(other, 12);

    const { failed } = await compare(other, watermark);

    expect(failed).toEqual(expect.arrayContaining(['identity', 'checksums']));
  });

  it('that has no table at all, or not even the database', async () => {
    const empty = await bench.openEmpty();
    const none = { address: empty.address, name: `${empty.name}none` };

    for (const copy of [empty, none]) {
      const { failed, checks } = await compare(copy, watermark);

      expect(failed).toEqual(checkNames.filter((name) => !['tls', 'snapshot-age'].includes(name)));
      expect(checks).toHaveLength(checkNames.length);
    }
  });

  it('when there is no watermark: nobody knows what should be there', async () => {
    const { failed } = await compare(await bench.copy(shop), undefined);

    expect(failed).toEqual(['watermark-missing']);
  });

  it('when it is the newest, and older than a day, unless people have chosen it', async () => {
    const copy = await bench.copy(shop);
    const late = { drillStartedAt: minutesFromNow(27 * 60) };

    expect((await compare(copy, watermark, late)).failed).toEqual(['snapshot-age']);
    expect((await compare(copy, watermark, { ...late, isGiven: true })).failed).toEqual([]);
  });
});
