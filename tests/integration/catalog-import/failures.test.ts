import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startImport } from '../../../storefront/catalog/import/running-import.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { toTimestamp } from '../../../storefront/db/timestamp.ts';
import { describeShop, file, findMovements, findVariants, type Shop } from './describe-shop.ts';

const staged = async ({ writer }: Database) =>
  (await writer.selectFrom('import_products').select(['import_id', 'handle']).execute()).map(
    ({ handle }) => handle,
  );

const addImport = (shop: Shop, values: { running: 1 | null; heartbeat_at: string }) =>
  shop.database.writer
    .insertInto('catalog_imports')
    .values({
      file_name: 'x.csv',
      state: values.running ? 'running' : 'failed',
      started_at: values.heartbeat_at,
      ...values,
    })
    .executeTakeFirstOrThrow()
    .then(({ insertId }) => Number(insertId));

const stage = (shop: Shop, importId: number, handle: string) =>
  shop.database.writer
    .insertInto('import_products')
    .values({
      import_id: importId,
      position: 1,
      product_id: null,
      handle,
      title: handle,
      title_sort: handle,
      description_html: '',
      brand_handle: null,
      brand_name: null,
      status: 'draft',
      featured: 0,
      keywords: '',
      option1_name: '',
      option2_name: '',
      option3_name: '',
      seo_title: '',
      seo_description: '',
      published_at: toTimestamp(new Date()),
    })
    .execute();

const ago = (ms: number) => toTimestamp(new Date(Date.now() - ms));
const minuteMs = 60_000;

describeShop('an import that fails', (openTestShop, { kind }) => {
  /** Makes the last of the steps fail: a product called `bad` cannot enter the lists. */
  const breakLastStep = async ({ database }: Shop) => {
    const refuse =
      kind === 'SQLite'
        ? `create trigger refuse before insert on catalog_listings when new.title_sort = 'bad'
            begin select raise(abort, 'refused'); end`
        : `create trigger refuse before insert on catalog_listings for each row
            if new.title_sort = 'bad' then signal sqlstate '45000' set message_text = 'refused'; end if`;
    await sql.raw(refuse).execute(database.writer);
    return () => sql.raw('drop trigger refuse').execute(database.writer);
  };

  it('in its last step changes nothing and leaves nothing', async () => {
    const shop = await openTestShop();
    await shop.import(file('cup,Cup,Size,S,A,5,3.00,Kitchen,,,,,', 'cup,,,M,B,5,3.00,,,,,,'));
    const before = await findVariants(shop);
    const repair = await breakLastStep(shop);

    const attempt = shop.import(
      file('cup,Cup,Size,S,B,1,9.00,Garden,,New,,,', 'bad,Bad,,,,3,3.00,,,,,,'),
    );

    await expect(attempt).rejects.toThrow('refused');
    await repair();
    expect(await findVariants(shop)).toEqual(before);
    expect(await findMovements(shop)).toHaveLength(2);
    expect(await shop.database.writer.selectFrom('brands').select('id').execute()).toEqual([]);
    expect(await staged(shop.database)).toEqual([]);
    const states = await shop.database.writer
      .selectFrom('catalog_imports')
      .select(['state', 'running'])
      .orderBy('id')
      .execute();
    expect(states).toEqual([
      { state: 'done', running: null },
      { state: 'failed', running: null },
    ]);
  });

  it('can be repeated', async () => {
    const shop = await openTestShop();
    const repair = await breakLastStep(shop);
    await expect(shop.import(file('bad,Bad,,,,3,3.00,,,,,,'))).rejects.toThrow('refused');
    await repair();

    const report = await shop.import(file('bad,Bad,,,,3,3.00,,,,,,'));

    expect(report).toMatchObject({ created: 1 });
  });

  it('by being stopped changes nothing and leaves nothing', async () => {
    const shop = await openTestShop();
    const stopping = new AbortController();

    const attempt = shop.import(file('cup,Cup,,,,1,3.00,,,,,,'), {
      signal: stopping.signal,
      onProgress: ({ phase }) => phase === 'placing' && stopping.abort(new Error('stopped')),
    });

    await expect(attempt).rejects.toThrow('stopped');
    expect(await findVariants(shop)).toEqual([]);
    expect(await staged(shop.database)).toEqual([]);
  });

  it('because it lost its turn changes nothing', async () => {
    const shop = await openTestShop();
    let takeOver: Promise<unknown> = Promise.resolve();

    const attempt = shop.import(file('cup,Cup,,,,1,3.00,,,,,,'), {
      onProgress: ({ phase }) => {
        if (phase !== 'staging') return;
        takeOver = shop.database.writer
          .updateTable('catalog_imports')
          .set({ running: null, state: 'failed' })
          .execute();
      },
    });

    await expect(attempt).rejects.toMatchObject({ code: 'IMPORT_LOST' });
    await takeOver;
    expect(await findVariants(shop)).toEqual([]);
  });
});

describeShop('two imports', (openTestShop) => {
  it('do not run at once, however close they come', async () => {
    const { database } = await openTestShop();

    const outcomes = await Promise.allSettled(
      [1, 2, 3].map((n) => startImport(database, `${n}.csv`, () => new Date())),
    );

    const started = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    );
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code] : [],
    );
    for (const running of started) await running.end();
    expect([started.length, refused]).toEqual([1, ['IMPORT_RUNNING', 'IMPORT_RUNNING']]);
  });

  it('refuse each other while one shows signs of life', async () => {
    const shop = await openTestShop();
    await addImport(shop, { running: 1, heartbeat_at: ago(0.5 * minuteMs) });

    const attempt = shop.import(file('cup,Cup,,,,1,3.00,,,,,,'));

    await expect(attempt).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
    expect(await findVariants(shop)).toEqual([]);
  });

  it('do not wait for one that died', async () => {
    const shop = await openTestShop();
    const dead = await addImport(shop, { running: 1, heartbeat_at: ago(2 * minuteMs) });

    const report = await shop.import(file('cup,Cup,,,,1,3.00,,,,,,'));

    expect(report).toMatchObject({ created: 1 });
    const { state } = await shop.database.writer
      .selectFrom('catalog_imports')
      .select('state')
      .where('id', '=', dead)
      .executeTakeFirstOrThrow();
    expect(state).toBe('failed');
  });

  it('clear away what others left more than an hour ago', async () => {
    const shop = await openTestShop();
    await stage(
      shop,
      await addImport(shop, { running: null, heartbeat_at: ago(61 * minuteMs) }),
      'old',
    );
    await stage(
      shop,
      await addImport(shop, { running: null, heartbeat_at: ago(59 * minuteMs) }),
      'young',
    );

    await shop.import(file('cup,Cup,,,,1,3.00,,,,,,'));

    expect(await staged(shop.database)).toEqual(['young']);
  });
});
