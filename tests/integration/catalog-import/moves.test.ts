import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { describeShop, file, findVariants } from './describe-shop.ts';

describeShop('what moves in an import', (openTestShop) => {
  it('swaps SKUs between variants and between products', async () => {
    const shop = await openTestShop();
    await shop.import(
      file('cup,Cup,Size,S,A,,3.00,,,,,,', 'cup,,,M,B,,3.00,,,,,,', 'mug,Mug,,,C,,3.00,,,,,,'),
    );
    const before = await findVariants(shop);

    const report = await shop.import(
      file('cup,Cup,Size,S,B,,3.00,,,,,,', 'cup,,,M,C,,3.00,,,,,,', 'mug,Mug,,,A,,3.00,,,,,,'),
    );

    expect(report).toMatchObject({ updated: 2, errors: [] });
    const next: Record<string, string> = { A: 'B', B: 'C', C: 'A' };
    expect((await findVariants(shop)).map(({ id, sku }) => ({ id, sku }))).toEqual(
      before.map(({ id, sku }) => ({ id, sku: next[sku ?? ''] })),
    );
  });

  it('refuses an SKU of a product that the file does not name', async () => {
    const shop = await openTestShop();
    await shop.import(file('cup,Cup,,,A,,3.00,,,,,,'));

    const { errors } = await shop.import(file('mug,Mug,,,A,,3.00,,,,,,'));

    expect(errors).toEqual([
      { line: 2, column: 'Variant SKU', reason: expect.stringContaining('“cup”') },
    ]);
    expect(await findVariants(shop)).toHaveLength(1);
  });

  it('puts images into another order and removes those that are gone', async () => {
    const shop = await openTestShop();
    const rows = (...names: readonly string[]) =>
      file(
        ...names.map(
          (name, index) =>
            `cup,${index ? '' : 'Cup'},,,,,${index ? '' : '3.00'},,,,,https://x.example/${name}.png,${index + 1}`,
        ),
      );
    await shop.import(rows('a', 'b', 'c'));

    await shop.import(rows('c', 'a'));

    const images = await shop.database.reader
      .selectFrom('product_images')
      .select(['position', 'source_url'])
      .orderBy('position')
      .execute();
    expect(images).toEqual([
      { position: 1, source_url: 'https://x.example/c.png' },
      { position: 2, source_url: 'https://x.example/a.png' },
    ]);
  });

  it('moves a product to other categories, and out of the lists as a draft', async () => {
    const shop = await openTestShop();
    const listed = () =>
      shop.database.reader
        .selectFrom('catalog_listings as l')
        .innerJoin('categories as c', 'c.id', 'l.category_id')
        .select('c.handle')
        .orderBy('c.handle')
        .execute()
        .then((rows) => rows.map(({ handle }) => handle));
    await shop.import(file('cup,Cup,,,,,3.00,Kitchen,Gifts,,,,'));
    const first = await listed();

    await shop.import(file('cup,Cup,,,,,3.00,Garden,Kitchen,,,,'));
    const moved = await listed();
    await shop.import(file('cup,Cup,,,,,3.00,Garden,Kitchen,,draft,,'));

    expect([first, moved, await listed()]).toEqual([
      ['all', 'gifts', 'kitchen'],
      ['all', 'garden', 'kitchen'],
      [],
    ]);
    const found = await sql`select rowid from product_search`.execute(shop.database.reader);
    expect(found.rows).toEqual([]);
  });

  it('finds brands and categories whose handle was changed by hand by their name', async () => {
    const shop = await openTestShop();
    const { writer } = shop.database;
    await writer.insertInto('brands').values({ handle: 'acme-inc', name: 'Acme' }).execute();
    await writer
      .insertInto('categories')
      .values({ handle: 'cooking', name: 'Kitchen', parent_id: 1 })
      .execute();
    const content = file('cup,Cup,,,,,3.00,Kitchen,,Acme,,,');

    const reports = [await shop.import(content), await shop.import(content)];

    expect(reports.map(({ created, unchanged }) => [created, unchanged])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(await writer.selectFrom('brands').select('handle').execute()).toEqual([
      { handle: 'acme-inc' },
    ]);
    expect(
      await writer.selectFrom('product_categories').select('category_id').execute(),
    ).toHaveLength(1);
  });
});
