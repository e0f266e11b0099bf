import { type Insertable, sql } from 'kysely';
import { refreshListings } from '../../storefront/catalog/refresh-listings.ts';
import { toHandle, toSortKey } from '../../storefront/catalog/text.ts';
import type { Database } from '../../storefront/db/open-database.ts';
import type { Schema } from '../../storefront/db/schema.ts';

type Row<T extends keyof Schema> = Partial<Insertable<Schema[T]>>;

/** When everything in a test happened, unless it says otherwise. */
export const someTime = '2026-03-04 05:06:07.089';

let made = 0;

/** A name that no other row of the test has. */
const nextName = (kind: string): string => {
  made += 1;
  return `${kind} ${made}`;
};

const times = { created_at: someTime, updated_at: someTime };

export const insertBrand = async (database: Database, row: Row<'brands'> = {}): Promise<number> => {
  const name = row.name ?? nextName('Brand');
  const { insertId } = await database.writer
    .insertInto('brands')
    .values({ name, handle: toHandle(name), ...row })
    .executeTakeFirstOrThrow();
  return Number(insertId);
};

export const insertCategory = async (
  database: Database,
  row: Row<'categories'> = {},
): Promise<number> => {
  const name = row.name ?? nextName('Category');
  const { insertId } = await database.writer
    .insertInto('categories')
    .values({ name, handle: toHandle(name), ...row })
    .executeTakeFirstOrThrow();
  return Number(insertId);
};

export type ProductOptions = Row<'products'> & {
  readonly categoryIds?: readonly number[];
  /** One for 10.00 with 5 pieces in stock, unless told. */
  readonly variants?: readonly Row<'product_variants'>[];
  readonly images?: readonly Row<'product_images'>[];
};

/** Inserts a published product as an import would leave it, listings included; returns its id. */
export const insertProduct = (
  database: Database,
  { categoryIds = [], variants = [{}], images = [], ...row }: ProductOptions = {},
): Promise<number> =>
  database.writer.transaction().execute(async (trx) => {
    const title = row.title ?? nextName('Product');
    const { insertId } = await trx
      .insertInto('products')
      .values({
        title,
        title_sort: toSortKey(title),
        handle: toHandle(title),
        description_html: `<p>${title}</p>`,
        status: 'published',
        published_at: someTime,
        ...times,
        ...row,
      })
      .executeTakeFirstOrThrow();
    const id = Number(insertId);
    const parts = (index: number) => ({ product_id: id, position: index });
    for (const [index, variant] of variants.entries()) {
      const option1 = variants.length > 1 ? `Option ${index + 1}` : '';
      await trx
        .insertInto('product_variants')
        .values({ ...parts(index), option1, price_minor: 1000, stock: 5, ...times, ...variant })
        .execute();
    }
    for (const [index, image] of images.entries()) {
      await trx
        .insertInto('product_images')
        .values({ ...parts(index), ...image })
        .execute();
    }
    for (const [index, categoryId] of categoryIds.entries()) {
      await trx
        .insertInto('product_categories')
        .values({ ...parts(index), category_id: categoryId })
        .execute();
    }
    await refreshListings(trx, database.flavor, sql`(${id})`);
    return id;
  });

export const insertUser = async (database: Database, row: Row<'users'> = {}): Promise<number> => {
  const name = nextName('Shopper');
  const { insertId } = await database.writer
    .insertInto('users')
    .values({ name, email: `${toHandle(name)}@shop.example`, password_hash: '-', ...times, ...row })
    .executeTakeFirstOrThrow();
  return Number(insertId);
};
