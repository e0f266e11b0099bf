import { expect, it } from '@jest/globals';
import { parseCatalogQuery } from '../../../storefront/catalog/catalog-query.ts';
import { countFacets } from '../../../storefront/catalog/count-facets.ts';
import { findProductList } from '../../../storefront/catalog/find-product-list.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { insertBrand, insertCategory, insertProduct } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';

const query = (search: string) => parseCatalogQuery(new URLSearchParams(search), 'USD');

const list = async (database: Database, search: string): Promise<readonly string[]> =>
  (await findProductList(database, query(search))).map(({ handle }) => handle);

const fillShop = async (database: Database): Promise<void> => {
  const almarsh = await insertBrand(database, { name: 'Almarsh' });
  const humdale = await insertBrand(database, { name: 'Humdale' });
  const clothes = await insertCategory(database, { name: 'Clothes', position: 1 });
  const audio = await insertCategory(database, { name: 'Audio', position: 2 });
  await insertProduct(database, {
    title: 'Wool Scarf',
    brand_id: almarsh,
    categoryIds: [clothes],
    keywords: 'winter, warm',
    published_at: '2026-01-01 00:00:00.000',
    variants: [{ price_minor: 3000, compare_at_minor: 4000 }, { price_minor: 3500 }],
  });
  await insertProduct(database, {
    title: 'Éclair Dress',
    brand_id: almarsh,
    categoryIds: [clothes],
    published_at: '2026-01-02 00:00:00.000',
    variants: [{ price_minor: 9000, stock: 0 }],
  });
  await insertProduct(database, {
    title: 'Radio',
    brand_id: humdale,
    categoryIds: [audio],
    featured: 1,
    published_at: '2026-01-03 00:00:00.000',
    variants: [{ price_minor: 5000 }],
  });
  await insertProduct(database, {
    title: 'Warm Headphones',
    brand_id: humdale,
    categoryIds: [audio, clothes],
    published_at: '2026-01-04 00:00:00.000',
    variants: [{ price_minor: 1000 }],
  });
  await insertProduct(database, { title: 'Secret', status: 'draft', categoryIds: [audio] });
};

describeEachDatabase('product lists', (openTestDatabase) => {
  const openShop = async () => {
    const database = await openTestDatabase();
    await fillShop(database);
    return database;
  };

  it.each([
    ['', ['radio', 'warm-headphones', 'eclair-dress', 'wool-scarf']],
    ['sort=newest', ['warm-headphones', 'radio', 'eclair-dress', 'wool-scarf']],
    ['sort=price-asc', ['warm-headphones', 'wool-scarf', 'radio', 'eclair-dress']],
    ['sort=price-desc', ['eclair-dress', 'radio', 'wool-scarf', 'warm-headphones']],
    ['sort=title', ['eclair-dress', 'radio', 'warm-headphones', 'wool-scarf']],
    ['category=clothes&sort=title', ['eclair-dress', 'warm-headphones', 'wool-scarf']],
    ['category=no-such', []],
    ['brand=humdale&sort=title', ['radio', 'warm-headphones']],
    [
      'brand=humdale&brand=almarsh&category=clothes&sort=newest',
      ['warm-headphones', 'eclair-dress', 'wool-scarf'],
    ],
    ['min=30&max=50&sort=title', ['radio', 'wool-scarf']],
    ['stock=in&sort=title', ['radio', 'warm-headphones', 'wool-scarf']],
    ['page=2', []],
  ])('%j shows the right products in order', async (search, handles) => {
    const database = await openShop();

    expect(await list(database, search)).toEqual(handles);
  });

  it.each([
    ['q=warm', ['warm-headphones', 'wool-scarf']],
    ['q=WINTER+scarf', ['wool-scarf']],
    ['q=eclair', ['eclair-dress']],
    ['q=%C3%A9clair', ['eclair-dress']],
    ['q=humd', ['radio', 'warm-headphones']],
    ['q=clothes&sort=price-asc', ['warm-headphones', 'wool-scarf', 'eclair-dress']],
    ['q=ra', ['radio']],
    ['q=radio+nonsense', []],
    ['q=the+radio', ['radio']],
    ['q=secret', []],
    ['q=%22+OR+1%3D1+--+*)+NEAR(', []],
  ])('searching for %j finds the right products', async (search, handles) => {
    const database = await openShop();

    expect([...(await list(database, search))].sort()).toEqual([...handles].sort());
  });

  it('ranks a word in the title before the same word in the keywords', async () => {
    const database = await openShop();

    expect(await list(database, 'q=warm')).toEqual(['warm-headphones', 'wool-scarf']);
  });

  it('counts what each further choice would leave', async () => {
    const database = await openShop();

    const facets = await countFacets(database, query('category=clothes&brand=almarsh'));

    expect(facets).toEqual({
      total: 2,
      categories: [{ handle: 'clothes', name: 'Clothes', count: 2 }],
      brands: [
        { handle: 'almarsh', name: 'Almarsh', count: 2 },
        { handle: 'humdale', name: 'Humdale', count: 1 },
      ],
      inStock: 1,
      priceRange: { lowest: 3000, highest: 9000 },
    });
  });

  it('counts nothing where nothing is found', async () => {
    const database = await openShop();

    const facets = await countFacets(database, query('q=nonsense'));

    expect(facets).toEqual({ total: 0, categories: [], brands: [], inStock: 0, priceRange: null });
  });

  it('shows the lowest price, and the former price that belongs to it', async () => {
    const database = await openShop();

    const [scarf] = await findProductList(database, query('q=scarf'));

    expect(scarf).toMatchObject({
      brand: 'Almarsh',
      priceMinor: 3000,
      priceVaries: true,
      compareAtMinor: 4000,
      inStock: true,
    });
  });
});
