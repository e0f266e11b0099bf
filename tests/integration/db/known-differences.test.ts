import { expect, it } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../storefront/db/open-database.ts';
import { insertBrand, insertProduct } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';

const evaluate = async (database: Database, expression: RawBuilder<unknown>): Promise<unknown> => {
  const { rows } = await sql<{ it: unknown }>`select ${expression} as it`.execute(database.writer);
  return rows[0]?.it;
};

// Where the two databases do not agree and cannot be made to. Each test says what keeps the
// storefront away from it; one that fails means that a difference is gone, or has become another.
describeEachDatabase('known differences', (openTestDatabase, { kind }) => {
  const isSqlite = kind === 'SQLite';

  // Kept away: no query divides; prices are computed in TypeScript.
  it('divides integers to an integer on SQLite, to a fraction on MySQL', async () => {
    const database = await openTestDatabase();

    expect(await evaluate(database, sql`7 / 2`)).toBe(isSqlite ? 3 : 3.5);
  });

  // Kept away: parameters are whole numbers (checkParameters), and no SQL text holds a fraction.
  it('refuses a fraction in SQL text on SQLite, rounds it on MySQL', async () => {
    const database = await openTestDatabase();
    await insertProduct(database);

    const update = sql`update product_variants set price_minor = 9.99`.execute(database.writer);

    if (isSqlite) await expect(update).rejects.toThrow(/REAL value in INTEGER/);
    else await expect(update).resolves.toMatchObject({ numAffectedRows: 1n });
  });

  // Kept away: Kysely's types let no number be compared with a text column.
  it('compares text with a number as text on SQLite, as number on MySQL', async () => {
    const database = await openTestDatabase();
    await insertBrand(database, { handle: 'lamp' });

    const { rows } = await sql`select id from brands where handle = 0`.execute(database.writer);

    expect(rows).toHaveLength(isSqlite ? 0 : 1);
  });

  // Kept away: whoever writes such a query sees it fail in the MariaDB half of its test.
  it('lets a grouped query select any column on SQLite only', async () => {
    const database = await openTestDatabase();
    await insertProduct(database);

    const query = sql`select title, count(*) from products group by status`.execute(
      database.writer,
    );

    if (isSqlite) await expect(query).resolves.toMatchObject({ rows: [{}] });
    else await expect(query).rejects.toThrow(/GROUP BY/);
  });

  // Kept away: times are written by toTimestamp.
  it('refuses a time without milliseconds on SQLite, fills them in on MySQL', async () => {
    const database = await openTestDatabase();

    const insert = insertProduct(database, { published_at: '2026-11-22 18:04:05' });

    if (isSqlite) await expect(insert).rejects.toThrow(/constraint/i);
    else await expect(insert).resolves.toBeGreaterThan(0);
  });
});
