import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordWatermarkEvent } from '../../../handlers/record-watermark/event.ts';
import { recordWatermark } from '../../../handlers/record-watermark/record-watermark.ts';
import type { Services } from '../../../handlers/record-watermark/services.ts';
import type { Entry } from '../../../handlers/shared/operations-table.ts';
import { createSecrets } from '../../../handlers/shared/secrets.ts';
import { watermark } from '../../../handlers/shared/watermark/watermark.ts';
import { findFreePort } from '../../support/free-port.ts';
import { buy, insertVariant } from '../../support/shopping.ts';
import {
  beat,
  compare,
  type DrillBench,
  markOf,
  minutesFromNow,
  type Shop,
  startDrillBench,
} from './drill-bench.ts';

let bench: DrillBench;

beforeAll(() => {
  bench = startDrillBench();
});

afterAll(() => bench.stop());

let users = 0;

/** The function's services for a shop, as its storefront logs in, and what they have kept. */
const serve = async (shop: Shop, secret: Record<string, unknown> = {}) => {
  users += 1;
  const username = `mark${users}_${process.env['JEST_WORKER_ID']}`;
  await shop.run(
    `create user ${username}@'%' identified by 'of the shop' require ssl`,
    `grant select, insert, update, delete on \`${shop.name.replaceAll('_', '\\_')}\`.* to ${username}@'%'`,
  );
  const { host, port, ca } = shop.address;
  const kept: Entry[] = [];
  const metrics = new Map<string, number>();
  const login = { username, password: 'of the shop', host, port, dbname: shop.name, ...secret };
  const secrets = createSecrets(async () => JSON.stringify(login));
  const services: Services = {
    config: { STACK_NAME: 's', TABLE_NAME: 't', APPLICATION_SECRET_ID: 'a' },
    secrets: {
      ...secrets,
      // The tests' databases have names that a real secret would be refused for.
      read: async (id, schema) => {
        const dbname = 'shop';
        const read = createSecrets(async () => JSON.stringify({ ...login, dbname }));
        return Object.assign(await read.read(id, schema), { dbname: shop.name });
      },
    },
    table: { putAll: async (entries) => void kept.push(...entries) },
    ca,
    metrics: { add: (name, value) => void metrics.set(name, value), flush: () => {} },
  };
  return {
    kept,
    metrics,
    record: (event: unknown = {}) => recordWatermark(recordWatermarkEvent.parse(event), services),
    end: () => shop.run(`drop user ${username}@'%'`),
  };
};

describe('a watermark', () => {
  it('is kept outside of the database, with a heartbeat in it, by the rights of a storefront', async () => {
    const shop = await bench.openShop();
    const { record, kept, metrics, end } = await serve(shop);

    const answer = await record();
    await end();

    expect(answer).toMatchObject({ outcome: 'recorded', from: 'writer' });
    expect(kept).toEqual([
      {
        key: { pk: 'watermark', sk: answer.takenAt },
        value: expect.anything(),
        keepSeconds: 864_000,
      },
    ]);
    expect(metrics).toEqual(new Map([['WatermarksRecorded', 1]]));
    const mark = watermark.parse(kept[0]?.value);
    const { failed } = await compare(await bench.copy(shop), mark);
    expect(failed).toEqual([]);
  });

  it('is only shown by a dry run', async () => {
    const shop = await bench.openShop();
    const { record, kept, metrics, end } = await serve(shop);

    expect(await record({ dryRun: true })).toMatchObject({ outcome: 'planned' });
    await end();

    expect([kept, metrics.size]).toEqual([[], 0]);
    const { rows } = await shop.database.writer
      .selectFrom('replication_heartbeat')
      .select('id')
      .execute()
      .then((found) => ({ rows: found }));
    expect(rows).toEqual([]);
  });

  it('comes from the reader, and from the writer where the reader is away', async () => {
    const shop = await bench.openShop();
    const { host, port } = shop.address;
    const reading = await serve(shop, { readerHost: 'localhost', readerPort: port });
    const alone = await serve(shop, { readerHost: host, readerPort: await findFreePort() });

    const answers = [await reading.record(), await alone.record()];
    await reading.end();
    await alone.end();

    expect(answers.map(({ from }) => from)).toEqual(['reader', 'writer']);
  });

  it('is not recorded while the writer is away', async () => {
    const shop = await bench.openShop();
    const { record, kept, end } = await serve(shop, { port: await findFreePort() });

    await expect(record()).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    await end();

    expect(kept).toEqual([]);
  });

  it('holds while shoppers order: whatever backup comes later has what it names', async () => {
    const shop = await bench.openShop();
    const variant = await insertVariant(shop.database, { stock: 1_000 });
    for (const hours of [1, 2, 3]) {
      await buy(shop.database, [[variant, 1]], { now: minutesFromNow(-60 * hours) });
    }
    await beat(shop);
    let isOver = false;
    const shoppers = Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let order = 0; order < 6; order += 1) {
          await buy(shop.database, [[variant, 1]], { now: new Date() });
        }
      }),
    ).finally(() => {
      isOver = true;
    });

    const marks = [await markOf(shop)];
    while (!isOver) {
      await beat(shop);
      marks.push(await markOf(shop));
    }
    await shoppers;
    const copy = await bench.copy(shop);

    expect(marks.length).toBeGreaterThan(1);
    for (const mark of marks) expect((await compare(copy, mark)).failed).toEqual([]);
  });

  it('leaves out an order that has its number and is not committed: it may come later, or never', async () => {
    const shop = await bench.openShop();
    const variant = await insertVariant(shop.database, { stock: 100 });
    await buy(shop.database, [[variant, 1]], { now: minutesFromNow(-60) });
    await beat(shop);
    const late = await shop.database.writer.startTransaction().execute();
    const { insertId } = await late
      .insertInto('stock_movements')
      .values({
        variant_id: variant,
        delta: -1,
        reason: 'correction',
        created_at: new Date().toISOString().slice(0, 23).replace('T', ' '),
      })
      .executeTakeFirstOrThrow();
    await buy(shop.database, [[variant, 1]], { now: new Date() });
    await beat(shop);

    const mark = await markOf(shop);
    await late.commit().execute();

    expect(mark.counts['stock_movements']).toBe(2);
    expect(mark.settled['stock_movements']?.throughId).toBeLessThan(Number(insertId));
    expect((await compare(await bench.copy(shop), mark)).failed).toEqual([]);
  });

  it('of a reader that is behind names only what the reader has heard of', async () => {
    const shop = await bench.openShop();
    const variant = await insertVariant(shop.database, { stock: 100 });
    for (const minutes of [30, 90]) {
      await buy(shop.database, [[variant, 1]], { now: minutesFromNow(-minutes) });
    }
    await shop.run(
      `replace into replication_heartbeat values (1, date_sub(utc_timestamp(3), interval 1 hour))`,
    );

    const mark = await markOf(shop);

    expect(mark.settled['orders']).toMatchObject({ rows: 1 });
    expect(mark.counts['orders']).toBe(2);
  });
});
