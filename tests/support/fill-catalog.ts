import { type Insertable, sql, type Transaction } from 'kysely';
import { refreshListings } from '../../storefront/catalog/refresh-listings.ts';
import { toHandle, toSortKey } from '../../storefront/catalog/text.ts';
import type { Database } from '../../storefront/db/open-database.ts';
import type { Schema } from '../../storefront/db/schema.ts';
import { toTimestamp } from '../../storefront/db/timestamp.ts';

export type CatalogSize = {
  readonly products: number;
  readonly categories: number;
  readonly brands: number;
};

const batchSize = 1000;
const newest = Date.UTC(2026, 0, 1);
const minuteMs = 60_000;

const materials = 'Oak Linen Wool Copper Glass Cork Steel Cotton Walnut Slate Leather Bamboo'.split(
  ' ',
);
const qualities =
  'Small Soft Bright Heavy Round Quiet Folding Striped Plain Early Late Tidal'.split(' ');
const things =
  'Lamp Chair Kettle Shirt Basket Radio Blanket Notebook Clock Bowl Jacket Vase Stool Mug'.split(
    ' ',
  );

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

const titleOf = (n: number): string =>
  `${pick(qualities, n * 7)} ${pick(materials, Math.floor(n / 5))} ${pick(things, n * 3)} ${n}`;

const productRow = (n: number, brands: number): Insertable<Schema['products']> => {
  const title = titleOf(n);
  const time = toTimestamp(new Date(newest - n * minuteMs));
  return {
    id: n,
    handle: toHandle(title),
    title,
    title_sort: toSortKey(title),
    description_html: `<p>${title}, made to last.</p>`,
    brand_id: (n % brands) + 1,
    // Every 50th is a draft, every 40th featured.
    status: n % 50 === 0 ? 'draft' : 'published',
    featured: n % 40 === 0 ? 1 : 0,
    keywords: `${pick(materials, n)} ${pick(things, n + 5)}`,
    option1_name: 'Size',
    published_at: time,
    created_at: time,
    updated_at: time,
  };
};

const variantRows = (n: number): Insertable<Schema['product_variants']>[] =>
  ['S', 'M', 'L'].slice(0, 1 + (n % 3)).map((size, position) => {
    const time = toTimestamp(new Date(newest - n * minuteMs));
    return {
      product_id: n,
      position,
      sku: `SKU-${n}-${size}`,
      option1: size,
      // From 1.00 to about 1,000.00, spread without order.
      price_minor: 100 + ((n * 7919) % 100_000) + position * 50,
      stock: (n + position) % 10,
      created_at: time,
      updated_at: time,
    };
  });

// Each product is in two categories; the first has id 2, after the root.
const categoryRows = (n: number, categories: number): Insertable<Schema['product_categories']>[] =>
  [...new Set([n % categories, (n * 31) % categories])].map((category, position) => ({
    product_id: n,
    category_id: category + 2,
    position,
  }));

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

const insertProducts = async (
  trx: Transaction<Schema>,
  { products, categories, brands }: CatalogSize,
): Promise<void> => {
  for (let first = 1; first <= products; first += batchSize) {
    const batch = numbers(first, Math.min(first + batchSize - 1, products));
    const rows = batch.map((n) => productRow(n, brands));
    await trx.insertInto('products').values(rows).execute();
    await trx.insertInto('product_variants').values(batch.flatMap(variantRows)).execute();
    await trx
      .insertInto('product_categories')
      .values(batch.flatMap((n) => categoryRows(n, categories)))
      .execute();
  }
};

/** Fills an empty database with made-up products, always the same ones: ids 1 to `products`. */
export const fillCatalog = (database: Database, size: CatalogSize): Promise<void> =>
  database.writer.transaction().execute(async (trx) => {
    const named = (kind: string) => (n: number) => ({
      id: kind === 'Category' ? n + 1 : n,
      handle: `${kind.toLowerCase()}-${n}`,
      name: `${kind} ${n}`,
    });
    await trx
      .insertInto('brands')
      .values(numbers(1, size.brands).map(named('Brand')))
      .execute();
    await trx
      .insertInto('categories')
      .values(numbers(1, size.categories).map(named('Category')))
      .execute();
    await insertProducts(trx, size);
    await refreshListings(trx, database.flavor, sql`(select id from products)`);
  });
