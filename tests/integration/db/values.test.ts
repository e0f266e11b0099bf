import { expect, it } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../storefront/db/open-database.ts';
import { insertBrand, insertProduct } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';

const insertVariant = (database: Database, variant: object) =>
  insertProduct(database, { variants: [variant] });

const insertAt = (database: Database, time: string) =>
  insertProduct(database, { published_at: time });

const evaluate = async (database: Database, expression: RawBuilder<unknown>): Promise<unknown> => {
  const { rows } = await sql<{ it: unknown }>`select ${expression} as it`.execute(database.writer);
  return rows[0]?.it;
};

const refused: readonly (readonly [what: string, variant: object])[] = [
  ['a stock beyond 32 bits', { stock: 2_147_483_648 }],
  ['a negative stock', { stock: -1 }],
  ['a negative price', { price_minor: -1 }],
  ['a price beyond what is exact', { price_minor: Number.MAX_SAFE_INTEGER + 1 }],
  ['a fraction', { price_minor: 9.99 }],
  ['not a number', { stock: Number.NaN }],
  ['infinity', { stock: Number.POSITIVE_INFINITY }],
  ['a text for a number', { stock: 'many' }],
  ['a number with a unit', { stock: '5 pieces' }],
  ['true', { stock: true }],
  ['a date', { created_at: new Date(0) }],
  ['an object', { sku: { toString: () => 'x' } }],
  ['a list', { sku: ['x'] }],
  ['null where a value must be', { price_minor: null }],
];

const badTimes = [
  '2026-02-30 00:00:00.000',
  '2025-02-29 00:00:00.000',
  '2026-13-01 00:00:00.000',
  '2026-00-10 00:00:00.000',
  '0000-00-00 00:00:00.000',
  '2026-01-01 24:00:00.000',
  '2026-01-01 00:60:00.000',
  '2026-01-01 00:00:61.000',
  'yesterday, or so it was',
  '',
];

const goodTimes = [
  '2024-02-29 23:59:59.999',
  '2026-03-29 02:30:00.000',
  '2026-11-22 18:04:05.001',
  '2026-11-22 18:04:05.120',
  '1970-01-01 00:00:00.000',
  '2038-01-19 03:14:08.000',
  '9999-12-31 23:59:59.999',
];

describeEachDatabase('values', (openTestDatabase) => {
  it.each(refused)('refuses %s', async (_what, variant) => {
    const database = await openTestDatabase();

    await expect(insertVariant(database, variant)).rejects.toThrow();

    const rows = await database.writer.selectFrom('product_variants').selectAll().execute();
    expect(rows).toEqual([]);
  });

  it.each([0, 1, 2_147_483_647])('keeps %d pieces', async (stock) => {
    const database = await openTestDatabase();

    await insertVariant(database, { stock });

    expect(
      await database.writer.selectFrom('product_variants').select('stock').executeTakeFirst(),
    ).toEqual({ stock });
  });

  it('keeps the largest exact price, and adds and compares it as a number', async () => {
    const database = await openTestDatabase();

    await insertVariant(database, { price_minor: Number.MAX_SAFE_INTEGER });

    const row = await database.writer
      .selectFrom('product_variants')
      .select(({ fn }) => [
        'price_minor',
        fn.sum<number>('price_minor').as('sum'),
        fn.max<number>('price_minor').as('max'),
        fn.countAll<number>().as('count'),
      ])
      .groupBy('price_minor')
      .executeTakeFirst();
    const most = Number.MAX_SAFE_INTEGER;
    expect(row).toEqual({ price_minor: most, sum: most, max: most, count: 1 });
  });

  it.each(badTimes)('refuses the time %j', async (time) => {
    const database = await openTestDatabase();

    await expect(insertAt(database, time)).rejects.toThrow();
  });

  it.each(goodTimes)('keeps the time %s to the millisecond', async (time) => {
    const database = await openTestDatabase();

    await insertAt(database, time);

    const row = await database.writer
      .selectFrom('products')
      .select('published_at')
      .where('published_at', '=', time)
      .executeTakeFirst();
    expect(row).toEqual({ published_at: time });
  });

  it('refuses a flag other than 0 and 1', async () => {
    const database = await openTestDatabase();

    await expect(insertProduct(database, { featured: 2 as unknown as 0 })).rejects.toThrow(
      /constraint/i,
    );
  });

  it.each(['Published', 'published ', ''])('refuses the status %j', async (status) => {
    const database = await openTestDatabase();

    await expect(insertProduct(database, { status })).rejects.toThrow(/constraint/i);
  });

  it('refuses a brand that does not exist, and to delete one that is used', async () => {
    const database = await openTestDatabase();
    const brand = await insertBrand(database);
    await insertProduct(database, { brand_id: brand });

    await expect(insertProduct(database, { brand_id: brand + 1 })).rejects.toThrow(/foreign key/i);
    await expect(
      database.writer.deleteFrom('brands').where('id', '=', brand).execute(),
    ).rejects.toThrow(/foreign key/i);
  });

  it('counts a row that an update found, changed or not', async () => {
    const database = await openTestDatabase();
    const id = await insertBrand(database, { name: 'Same' });

    const { numUpdatedRows } = await database.writer
      .updateTable('brands')
      .set({ name: 'Same' })
      .where('id', '=', id)
      .executeTakeFirstOrThrow();

    expect(numUpdatedRows).toBe(1n);
  });

  it('sorts null first', async () => {
    const database = await openTestDatabase();
    await insertProduct(database, { variants: [{ sku: '' }, { sku: null }, { sku: 'A' }] });

    const rows = await database.writer
      .selectFrom('product_variants')
      .select('sku')
      .orderBy('sku')
      .execute();

    expect(rows.map(({ sku }) => sku)).toEqual([null, '', 'A']);
  });

  it.each<readonly [string, RawBuilder<unknown>, unknown]>([
    ['a division by zero is null', sql`1 / 0`, null],
    ['|| joins texts', sql`'a' || 'b'`, 'ab'],
    ['null joined is null', sql`'a' || null`, null],
    ['a comparison is 1 or 0', sql`(2 > 1) + (1 > 2)`, 1],
    ['texts compare by case', sql`'a' = 'A'`, 0],
    ['coalesce takes the first', sql`coalesce(null, 'b')`, 'b'],
    ['the remainder has the sign of the first', sql`-7 % 3`, -1],
    ['half rounds up', sql`round(2.5)`, 3],
    ['exists is 1', sql`exists (select 1)`, 1],
  ])('%s', async (_rule, expression, expected) => {
    const database = await openTestDatabase();

    expect(await evaluate(database, expression)).toBe(expected);
  });
});
