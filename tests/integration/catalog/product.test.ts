import { expect, it } from '@jest/globals';
import { findHome } from '../../../storefront/catalog/find-home.ts';
import { findProduct } from '../../../storefront/catalog/find-product.ts';
import { findRelated } from '../../../storefront/catalog/find-related.ts';
import { findSitemapEntries } from '../../../storefront/catalog/find-sitemap-entries.ts';
import { suggest } from '../../../storefront/catalog/suggest.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { insertBrand, insertCategory, insertProduct, someTime } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';

const getProduct = async (database: Database, handle: string) => {
  const product = await findProduct(database, handle);
  if (!product) throw new Error(`no product ${handle}`);
  return product;
};

describeEachDatabase('a product', (openTestDatabase) => {
  it('comes with its variants, pictures and categories in order', async () => {
    const database = await openTestDatabase();
    const brand = await insertBrand(database, { name: 'Almarsh' });
    const clothes = await insertCategory(database, { name: 'Clothes' });
    await insertProduct(database, {
      title: 'Scarf',
      brand_id: brand,
      categoryIds: [clothes],
      option1_name: 'Colour',
      images: [
        { media_path: 'a.svg', alt: 'Front' },
        { source_url: 'https://pictures.example/b.png' },
      ],
      variants: [
        { option1: 'Red', price_minor: 1200, image_position: 1, sku: 'S-R' },
        { option1: 'Blue', price_minor: 1300, compare_at_minor: 1500, stock: 0 },
      ],
    });

    const product = await getProduct(database, 'scarf');

    expect(product).toMatchObject({
      title: 'Scarf',
      brand: { handle: 'almarsh', name: 'Almarsh' },
      categories: [{ handle: 'clothes', name: 'Clothes' }],
      optionNames: ['Colour'],
      images: [
        { mediaPath: 'a.svg', alt: 'Front' },
        { mediaPath: null, alt: '' },
      ],
      variants: [
        {
          options: ['Red'],
          sku: 'S-R',
          priceMinor: 1200,
          compareAtMinor: null,
          stock: 5,
          image: 1,
        },
        {
          options: ['Blue'],
          sku: null,
          priceMinor: 1300,
          compareAtMinor: 1500,
          stock: 0,
          image: null,
        },
      ],
    });
  });

  it('is not found as a draft, by another case, or by nothing', async () => {
    const database = await openTestDatabase();
    await insertProduct(database, { title: 'Draft', status: 'draft' });
    await insertProduct(database, { title: 'Scarf' });

    const found = await Promise.all(
      ['draft', 'Scarf', ''].map((handle) => findProduct(database, handle)),
    );

    expect(found).toEqual([undefined, undefined, undefined]);
  });

  it('is related to what stands nearest in its category and is in stock', async () => {
    const database = await openTestDatabase();
    const clothes = await insertCategory(database, { name: 'Clothes' });
    const tea = await insertCategory(database, { name: 'Tea' });
    for (const [title, category, stock] of [
      ['One', clothes, 5],
      ['Two', clothes, 0],
      ['Three', clothes, 5],
      ['Four', clothes, 5],
      ['Five', tea, 5],
      ['Six', clothes, 5],
      ['Seven', clothes, 5],
      ['Eight', clothes, 5],
    ] as const) {
      await insertProduct(database, { title, categoryIds: [category], variants: [{ stock }] });
    }

    const related = await findRelated(database, await getProduct(database, 'four'));

    expect(related.map(({ handle }) => handle)).toEqual(['three', 'six', 'one', 'seven']);
  });

  it('stands in the sitemap with the day of its last change, drafts do not', async () => {
    const database = await openTestDatabase();
    await insertProduct(database, { title: 'Scarf' });
    await insertProduct(database, { title: 'Draft', status: 'draft' });

    expect(await findSitemapEntries(database, 1)).toEqual({
      pageCount: 1,
      entries: [{ handle: 'scarf', changed: someTime.slice(0, 10) }],
    });
  });
});

describeEachDatabase('the home page', (openTestDatabase) => {
  it('shows categories with a picture, featured products first, and the largest savings', async () => {
    const database = await openTestDatabase();
    const clothes = await insertCategory(database, { name: 'Clothes', position: 2 });
    await insertCategory(database, { name: 'Empty', position: 1 });
    await insertProduct(database, {
      title: 'Plain',
      categoryIds: [clothes],
      images: [{ media_path: 'plain.svg' }],
    });
    await insertProduct(database, {
      title: 'Star',
      featured: 1,
      published_at: '2020-01-01 00:00:00.000',
      variants: [{ price_minor: 500, compare_at_minor: 600 }],
    });
    await insertProduct(database, {
      title: 'Bargain',
      variants: [{ price_minor: 500, compare_at_minor: 900 }],
    });

    const home = await findHome(database);

    expect(home.categories).toEqual([
      { handle: 'clothes', name: 'Clothes', count: 1, mediaPath: 'plain.svg' },
    ]);
    expect(home.featured.map(({ handle }) => handle)).toEqual(['star', 'bargain', 'plain']);
    expect(home.reduced.map(({ handle }) => handle)).toEqual(['bargain', 'star']);
  });
});

describeEachDatabase('suggestions', (openTestDatabase) => {
  const categories = [
    { handle: 'headphones', name: 'Headphones' },
    { handle: 'food', name: 'Food & Drink' },
  ];

  it.each([
    ['hea', ['heather-honey'], ['headphones']],
    ['DRI', [], ['food']],
    ['honey heath', ['heather-honey'], []],
    ['h', [], []],
    ['', [], []],
    ['zzz', [], []],
  ] as [string, string[], string[]][])(
    'for %j are products and categories',
    async (text, products, named) => {
      const database = await openTestDatabase();
      await insertProduct(database, { title: 'Heather Honey' });

      const suggestions = await suggest(database, text, categories);

      expect(suggestions.products.map(({ handle }) => handle)).toEqual(products);
      expect(suggestions.categories.map(({ handle }) => handle)).toEqual(named);
    },
  );
});
