import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pruneExpiredEvent } from '../../../handlers/prune-expired/event.ts';
import { pruneExpired } from '../../../handlers/prune-expired/prune-expired.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import type { Schema } from '../../../storefront/db/schema.ts';
import { toTimestamp } from '../../../storefront/db/timestamp.ts';
import { insertUser } from '../../support/builders.ts';
import { buy, insertVariant, newGuest, prepareCheckout } from '../../support/shopping.ts';
import { limitsOf } from '../handlers/migration-bench.ts';
import { type DataBench, type DataShop, now, startDataBench } from './data-bench.ts';

let bench: DataBench;
let shop: DataShop;

beforeAll(async () => {
  bench = await startDataBench();
});
beforeEach(async () => {
  shop = await bench.openShop();
});
afterAll(() => bench.stop());

const ago = (days: number) => toTimestamp(new Date(now.getTime() - days * 86_400_000));
const token = () => randomBytes(32).toString('hex');

const prune = (event: object = {}, limits = limitsOf()) =>
  pruneExpired(parseEvent(pruneExpiredEvent, event), shop.services, limits);

const insertSessions = async (count: number, expiresAt: string) => {
  const user_id = await insertUser(shop.database);
  const times = { created_at: ago(40), last_seen_at: ago(40), expires_at: expiresAt };
  await shop.database.writer
    .insertInto('sessions')
    .values(Array.from({ length: count }, () => ({ user_id, token_hash: token(), ...times })))
    .execute();
};

const insertMail = (status: string, daysOld: number) =>
  shop.database.writer
    .insertInto('outbox_messages')
    .values({
      message_id: token(),
      kind: 'order-confirmation',
      recipient: 'ada@shop.example',
      payload: '{}',
      status,
      due_at: ago(daysOld),
      created_at: ago(daysOld),
    })
    .execute();

const insertImport = async (running: 1 | null, heartbeatDaysAgo: number, products: number) => {
  const { insertId } = await shop.database.writer
    .insertInto('catalog_imports')
    .values({
      file_name: 'f.csv',
      state: running === 1 ? 'running' : 'failed',
      running,
      started_at: ago(heartbeatDaysAgo),
      heartbeat_at: ago(heartbeatDaysAgo),
    })
    .executeTakeFirstOrThrow();
  const import_id = Number(insertId);
  const texts = {
    title: 't',
    title_sort: 't',
    description_html: '',
    status: 'draft',
    keywords: '',
    option1_name: '',
    option2_name: '',
    option3_name: '',
    seo_title: '',
    seo_description: '',
  };
  await shop.database.writer
    .insertInto('import_products')
    .values(
      Array.from({ length: products }, (_, index) => ({
        import_id,
        position: index + 1,
        handle: `p${index}`,
        featured: 0 as const,
        published_at: ago(1),
        ...texts,
      })),
    )
    .execute();
  await shop.database.writer
    .insertInto('import_images')
    .values({ import_id, product_position: products, position: 1, alt: '' })
    .execute();
  return import_id;
};

const count = async (table: keyof Schema): Promise<number> => {
  const [row] = await bench.server.query(`select count(*) as n from ${shop.name}.${table}`);
  return Number(row?.['n']);
};

describe('what has ended', () => {
  it('is counted by a dry run, which deletes, records and tells nothing', async () => {
    await insertSessions(3, ago(1));
    await insertMail('sent', 100);
    await insertMail('sent', 200);
    await insertMail('failed', 200);
    await insertMail('pending', 400);

    const result = await prune({ dryRun: true });

    expect(result).toMatchObject({
      outcome: 'planned',
      left: { sessions: 3, 'sent mails': 2, 'failed mails': 1, carts: 0 },
    });
    expect([await count('sessions'), await count('outbox_messages')]).toEqual([3, 4]);
    expect([shop.records, shop.told]).toEqual([[], []]);
  });

  it('goes, what is in use stays', async () => {
    await insertSessions(2_500, ago(1));
    await insertSessions(1, ago(-1));
    for (const [status, days] of [
      ['sent', 91],
      ['sent', 89],
      ['failed', 181],
      ['failed', 179],
      ['pending', 400],
    ] as const)
      await insertMail(status, days);

    const result = await prune();

    expect(result).toMatchObject({
      outcome: 'pruned',
      summary: 'Deleted 2500 sessions, 1 sent mails, 1 failed mails',
    });
    expect([await count('sessions'), await count('outbox_messages')]).toEqual([1, 3]);
    expect(shop.told).toEqual([result.summary]);
    expect(await prune()).toMatchObject({ summary: 'Deleted nothing' });
  });

  it('includes carts with what is in them, and never an order', async () => {
    const variant = await insertVariant(shop.database, { stock: 50 });
    const longAgo = new Date(now.getTime() - 31 * 86_400_000);
    await prepareCheckout(shop.database, newGuest(), [[variant, 1]], { now: longAgo });
    await prepareCheckout(shop.database, newGuest(), [[variant, 1]], { now });
    await buy(shop.database, [[variant, 2]], { now: longAgo });

    await prune();

    expect([await count('carts'), await count('cart_items'), await count('checkouts')]).toEqual([
      1, 1, 1,
    ]);
    expect([await count('orders'), await count('order_holders')]).toEqual([1, 1]);
  });

  it('includes what imports have staged that died, not that of one that runs', async () => {
    const dead = await insertImport(null, 1, 450);
    await insertImport(1, 0, 3);

    const result = await prune();

    expect(result.deleted).toMatchObject({ 'products of dead imports': 450 });
    expect([await count('import_products'), await count('import_images')]).toEqual([3, 1]);
    const left = await shop.database.writer
      .selectFrom('import_products')
      .select('import_id')
      .where('import_id', '=', dead)
      .execute();
    expect(left).toEqual([]);
  });

  it('calls an import failed whose process died while it ran', async () => {
    await insertImport(1, 1, 3);

    await prune();

    const rows = await shop.database.writer
      .selectFrom('catalog_imports')
      .select(['state', 'running'])
      .execute();
    expect(rows).toEqual([{ state: 'failed', running: null }]);
  });
});

describe('a run', () => {
  it('stops in time, says what is left, and the next one goes on', async () => {
    await insertSessions(2_500, ago(1));
    let asked = 0;
    const limits = {
      signal: AbortSignal.timeout(60_000),
      remainingMs: () => (asked++ < 2 ? 60_000 : 0),
    };

    const result = await prune({}, limits);

    expect(result).toMatchObject({
      outcome: 'stopped in time',
      deleted: { sessions: 2_000 },
      left: { sessions: 500 },
    });
    expect(await prune()).toMatchObject({ deleted: { sessions: 500 } });
  });

  it('may meet another', async () => {
    await insertSessions(3_000, ago(1));

    const results = await Promise.all([prune(), prune()]);

    const deleted = results.map((result) => result.deleted['sessions'] ?? 0);
    expect(deleted.reduce((one, other) => one + other)).toBe(3_000);
    expect(await count('sessions')).toBe(0);
  });

  it('by the schedule is neither recorded nor told', async () => {
    await insertSessions(1, ago(1));

    expect(await prune({ scheduledAt: 'then' })).toMatchObject({ deleted: { sessions: 1 } });

    expect([shop.records, shop.told]).toEqual([[], []]);
  });

  it('that keeps mails for less than usual is confirmed, and not the schedule’s', async () => {
    await insertMail('sent', 40);

    await expect(prune({ sentDays: 30 })).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING' });
    expect(() => parseEvent(pruneExpiredEvent, { sentDays: 30, scheduledAt: 'x' })).toThrow(
      'as usual',
    );
    expect(await prune({ sentDays: 30, confirm: 'test' })).toMatchObject({
      deleted: { 'sent mails': 1 },
    });
  });

  it('that does not reach the database says so, and leaves a record', async () => {
    shop.secret['port'] = 1;

    await expect(prune()).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });

    expect(shop.records.map(({ outcome }) => outcome)).toEqual(['begun', 'failed']);
  });
});
