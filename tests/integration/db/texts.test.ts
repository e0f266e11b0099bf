import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../../storefront/db/open-database.ts';
import { insertBrand, insertProduct, insertUser } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';

const insertHandle = (database: Database, handle: string) => insertBrand(database, { handle });

const findHandle = (database: Database, handle: string) =>
  database.writer.selectFrom('brands').select('handle').where('handle', '=', handle).execute();

/** Texts that a database might hold for one another, and must not. */
const pairs: readonly (readonly [why: string, one: string, other: string])[] = [
  ['an accent', 'muller@shop.example', 'müller@shop.example'],
  ['case', 'sku-1', 'SKU-1'],
  ['sharp s', 'strasse', 'straße'],
  ['the dotless i', 'isik', 'ısık'],
  ['the dotted capital I', 'istanbul', 'İstanbul'],
  ['an accent composed or not', 'caf\u00e9', 'cafe\u0301'],
  ['two emoji', 'mug-🙂', 'mug-🙃'],
  ['an emoji with a skin tone', '👍', '👍🏽'],
  ['a ligature', 'ﬁsh', 'fish'],
  ['full width', 'abc', 'ａｂｃ'],
  ['a zero-width space', 'ab', 'a\u200bb'],
  ['a space inside', 'a b', 'a  b'],
  ['a no-break space', 'a b', 'a\u00a0b'],
  ['a tab at the end', 'a', 'a\t'],
  ['a backslash', 'a\\b', 'a\\\\b'],
  ['leading zeros', '1', '01'],
  ['an exponent', '100', '1e2'],
  ['a text that looks like null', '', 'null'],
];

/** Texts that come back as they went in. */
const texts: readonly (readonly [why: string, text: string])[] = [
  ['quotes', `'"\`'' -- ; /* */`],
  ['backslashes', 'C:\\temp\\ \\n \\0 \\'],
  ['percent and underscore', '100% _under_ \\% \\_'],
  ['placeholders', '? ?? :name $1 @a'],
  ['lines', 'one\ntwo\r\nthree\ttabbed'],
  ['four-byte characters', '𝒯𝒾𝒹𝑒 🌊 👩‍👩‍👧‍👦 🏳️‍🌈'],
  ['right to left', 'שלום مرحبا'],
  ['control characters', '\u0001\u001f\u007f'],
  ['spaces at both ends', '  wide  '],
  ['nothing', ''],
];

describeEachDatabase('texts', (openTestDatabase) => {
  it.each(pairs)('tells two keys apart that differ in %s', async (_why, one, other) => {
    const database = await openTestDatabase();

    await insertHandle(database, one);
    await insertHandle(database, other);

    expect(await findHandle(database, one)).toEqual([{ handle: one }]);
    expect(await findHandle(database, other)).toEqual([{ handle: other }]);
  });

  it.each(['a@shop.example', 'é', '🙂', 'a\\b', ''])(
    'refuses %j as a key the second time',
    async (handle) => {
      const database = await openTestDatabase();
      await insertHandle(database, handle);

      await expect(insertHandle(database, handle)).rejects.toThrow(/unique|duplicate/i);
    },
  );

  it.each([' a', 'a ', ' '])(
    'refuses %j as a key: a space at an end tells no two keys apart',
    async (handle) => {
      const database = await openTestDatabase();

      await expect(insertHandle(database, handle)).rejects.toThrow(/constraint/i);
    },
  );

  it('allows any number of variants without an SKU', async () => {
    const database = await openTestDatabase();

    await insertProduct(database, { variants: [{ sku: null }, { sku: null }] });

    const { count } = await database.writer
      .selectFrom('product_variants')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('sku', 'is', null)
      .executeTakeFirstOrThrow();
    expect(count).toBe(2);
  });

  it.each(texts)('keeps %s as they are', async (_why, text) => {
    const database = await openTestDatabase();

    await insertProduct(database, {
      handle: 'it',
      title: 'It',
      description_html: text,
      seo_title: text,
    });

    const stored = await database.writer
      .selectFrom('products')
      .select(['description_html', 'seo_title'])
      .executeTakeFirstOrThrow();
    expect({ ...stored }).toEqual({ description_html: text, seo_title: text });
  });

  it('orders by code point: capitals, small letters, accents, emoji', async () => {
    const database = await openTestDatabase();
    const ordered = [
      '',
      '!',
      '1',
      '10',
      '2',
      'A',
      'Z',
      '_',
      'a',
      'aa',
      'b',
      'z',
      'ß',
      'é',
      'ａ',
      '🙂',
    ];

    for (const handle of [...ordered].reverse()) await insertHandle(database, handle);

    const rows = await database.writer
      .selectFrom('brands')
      .select('handle')
      .orderBy('handle')
      .execute();
    expect(rows.map(({ handle }) => handle)).toEqual(ordered);
  });

  it('counts characters, not bytes, and refuses one too many', async () => {
    const database = await openTestDatabase();
    const longest = '🌊'.repeat(191);

    await insertHandle(database, longest);

    expect(await findHandle(database, longest)).toHaveLength(1);
    await expect(insertHandle(database, `${longest}x`)).rejects.toThrow(/constraint|too long/i);
  });

  it('stores descriptions of a megabyte', async () => {
    const database = await openTestDatabase();
    const text = 'ü🌊\n'.repeat(150_000);

    await insertProduct(database, { description_html: text });

    const { description_html } = await database.writer
      .selectFrom('products')
      .select('description_html')
      .executeTakeFirstOrThrow();
    expect(description_html === text).toBe(true);
  });

  it('matches patterns by case, and a percent sign by itself when it is escaped', async () => {
    const database = await openTestDatabase();
    for (const handle of ['50%', '50x', 'ABC', 'abc']) await insertHandle(database, handle);
    const like = async (pattern: string) => {
      const rows = await database.writer
        .selectFrom('brands')
        .select('handle')
        .where(sql<boolean>`handle like ${pattern} escape '!'`)
        .orderBy('handle')
        .execute();
      return rows.map(({ handle }) => handle);
    };

    expect(await like('ab%')).toEqual(['abc']);
    expect(await like('50%')).toEqual(['50%', '50x']);
    expect(await like('50!%')).toEqual(['50%']);
    expect(await like('_BC')).toEqual(['ABC']);
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['half a character', 'a\ud83d'],
  ])('refuses %s', async (_why, text) => {
    const database = await openTestDatabase();

    await expect(insertUser(database, { email: text })).rejects.toThrow(/parameter/);
  });
});
