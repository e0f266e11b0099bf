import { expect, it } from '@jest/globals';
import { describeShop, file, findMovements, findVariants } from './describe-shop.ts';

const later = () => new Date('2031-02-03T04:05:06.789Z');

describeShop('an import', (openTestShop) => {
  it('creates products, the first of the file as the newest, and writes their stock down', async () => {
    const shop = await openTestShop();

    const report = await shop.import(
      file(
        'mug,Mug,,,M1,7,5.00,Kitchen,,Acme,,,',
        'cup,Cup,Size,S,C1,0,3.00,KITCHEN,Gifts,ACME,,https://x.example/a.png,',
        'cup,,,L,C2,,4.00,,,,,,',
      ),
    );

    expect(report).toEqual({
      products: 2,
      variants: 3,
      images: 1,
      created: 2,
      updated: 0,
      unchanged: 0,
      errors: [],
      warnings: [],
    });
    const { reader } = shop.database;
    const newest = await reader
      .selectFrom('products')
      .select('handle')
      .orderBy('published_at', 'desc')
      .execute();
    expect(newest.map(({ handle }) => handle)).toEqual(['mug', 'cup']);
    expect(await reader.selectFrom('brands').select(['handle', 'name']).execute()).toEqual([
      { handle: 'acme', name: 'Acme' },
    ]);
    const categories = await reader
      .selectFrom('categories')
      .select(['handle', 'parent_id', 'position'])
      .orderBy('position')
      .execute();
    expect(categories).toEqual([
      { handle: 'all', parent_id: null, position: 0 },
      { handle: 'kitchen', parent_id: 1, position: 1 },
      { handle: 'gifts', parent_id: 1, position: 2 },
    ]);
    const variants = await findVariants(shop);
    const mug = variants.find(({ sku }) => sku === 'M1');
    expect(await findMovements(shop)).toEqual([
      { variant_id: mug?.id, delta: 7, reason: 'import', import_id: 1 },
    ]);
    expect(
      await reader
        .selectFrom('catalog_listings')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirst(),
    ).toEqual({ n: 5 });
  });

  it('changes nothing the second time', async () => {
    const shop = await openTestShop();
    const content = file(
      'cup,Cup,Size,S,C1,5,3.00,Kitchen,Gifts,Acme,,https://x.example/a.png,',
      'cup,,,L,C2,6,4.00,,,,,,',
    );
    await shop.import(content);
    const before = await findVariants(shop);

    const report = await shop.import(content, { now: later });

    expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await findVariants(shop)).toEqual(before);
    expect(await findMovements(shop)).toHaveLength(2);
    const products = await shop.database.reader
      .selectFrom('products')
      .select('updated_at')
      .execute();
    expect(products).toEqual([{ updated_at: before[0]?.updated_at }]);
  });

  it('updates what differs and leaves ids and times of the rest', async () => {
    const shop = await openTestShop();
    await shop.import(
      file(
        'cup,Cup,Size,S,C1,5,3.00,,,,,,',
        'cup,,,M,C2,5,3.00,,,,,,',
        'cup,,,L,C3,5,3.00,,,,,,',
        'mug,Mug,,,,,1.00,,,,,,',
      ),
    );
    const [small, medium, large] = await findVariants(shop).then((rows) =>
      ['S', 'M', 'L'].map((size) => rows.find((row) => row.option1 === size)),
    );

    const report = await shop.import(
      file(
        'cup,Cup,Size,S,C1,5,3.00,,,,,,',
        'cup,,,M,C2,2,3.50,,,,,,',
        'cup,,,XL,C4,1,3.00,,,,,,',
        'mug,Mug,,,,,1.00,,,,,,',
      ),
      { now: later },
    );

    expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    const sizes = await shop.database.writer
      .selectFrom('product_variants')
      .select(['id', 'option1', 'stock', 'price_minor', 'updated_at'])
      .where('option1', '<>', '')
      .orderBy('position')
      .execute();
    const at = '2031-02-03 04:05:06.789';
    expect(sizes).toEqual([
      { id: small?.id, option1: 'S', stock: 5, price_minor: 300, updated_at: small?.updated_at },
      { id: medium?.id, option1: 'M', stock: 2, price_minor: 350, updated_at: at },
      { id: expect.any(Number), option1: 'XL', stock: 1, price_minor: 300, updated_at: at },
    ]);
    expect(sizes.map(({ id }) => id)).not.toContain(large?.id);
    expect((await findMovements(shop)).slice(3).map(({ delta }) => delta)).toEqual([-3, 1]);
    const listed = await shop.database.reader
      .selectFrom('catalog_listings')
      .select('price_max_minor')
      .orderBy('price_max_minor', 'desc')
      .execute();
    expect(listed[0]).toEqual({ price_max_minor: 350 });
  });

  it('leaves stock alone where the file gives none', async () => {
    const shop = await openTestShop();
    await shop.import(file('cup,Cup,,,C1,5,3.00,,,,,,'));

    const report = await shop.import(file('cup,Cup,,,C1,,4.00,,,,,,'));

    expect(report).toMatchObject({ updated: 1 });
    expect((await findVariants(shop)).map(({ stock }) => stock)).toEqual([5]);
    expect(await findMovements(shop)).toHaveLength(1);
  });

  it('keeps the stock of what exists with keepStock, and gives new variants theirs', async () => {
    const shop = await openTestShop();
    await shop.import(file('cup,Cup,Size,S,C1,5,3.00,,,,,,'));

    const same = await shop.import(file('cup,Cup,Size,S,C1,9,3.00,,,,,,'), { keepStock: true });
    const more = await shop.import(
      file('cup,Cup,Size,S,C1,9,4.00,,,,,,', 'cup,,,M,C2,8,4.00,,,,,,'),
      { keepStock: true },
    );

    expect([same.unchanged, more.updated]).toEqual([1, 1]);
    expect((await findVariants(shop)).map(({ stock }) => stock)).toEqual([5, 8]);
    expect((await findMovements(shop)).map(({ delta }) => delta)).toEqual([5, 8]);
  });

  it('changes nothing in a dry run and tells the same', async () => {
    const shop = await openTestShop();
    await shop.import(file('cup,Cup,,,,1,3.00,,,,,,'));
    const content = file('cup,Cup,,,,2,3.00,,,,,,', 'mug,Mug,,,,,3.00,,,,,,');

    const dry = await shop.import(content, { dryRun: true });
    const stocks = (await findVariants(shop)).map(({ stock }) => stock);
    const real = await shop.import(content);

    expect(dry).toEqual(real);
    expect(stocks).toEqual([1]);
    expect(
      await shop.database.writer.selectFrom('catalog_imports').select('id').execute(),
    ).toHaveLength(2);
  });
});
