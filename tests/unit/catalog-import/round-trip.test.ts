import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { CatalogProduct } from '../../../storefront/catalog/catalog-product.ts';
import { exportCatalog } from '../../../storefront/catalog/export/export-catalog.ts';
import { headerRow, toProductRows } from '../../../storefront/catalog/export/product-rows.ts';
import { readProducts } from '../../../storefront/catalog/export/read-products.ts';
import { toHandle } from '../../../storefront/catalog/text.ts';
import { openEmbeddedShop } from './shop.ts';

let shop: Awaited<ReturnType<typeof openEmbeddedShop>>;
beforeAll(async () => {
  shop = await openEmbeddedShop();
});
afterAll(() => shop.close());

const clean = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim();
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map(clean);
const filled = text.filter((value) => value !== '');
const name = filled.filter((value) => toHandle(value) !== '');
const keyword = text
  .map((value) => value.replaceAll(',', ' ').trim())
  .filter((value) => value !== '' && value.toLowerCase() !== 'featured');
const minor = fc.integer({ min: 0, max: 10_000_000 });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const product: fc.Arbitrary<CatalogProduct> = fc
  .record({
    optionCount: fc.integer({ min: 0, max: 3 }),
    imageCount: fc.integer({ min: 0, max: 4 }),
  })
  .chain(({ optionCount, imageCount }) =>
    fc.record({
      handle: fc.stringMatching(/^[a-z0-9_-]{1,12}$/),
      title: filled,
      descriptionHtml: text.map((value) => value.replace(/[<>&"']/g, '')).map(clean),
      brand: orNull(name),
      categories: fc.uniqueArray(name, { selector: toHandle, maxLength: 4 }),
      keywords: fc
        .tuple(fc.uniqueArray(keyword, { maxLength: 4 }), fc.boolean())
        .map(([words, featured]) => (featured ? [...words, 'featured'] : words)),
      published: fc.boolean(),
      optionNames: fc.uniqueArray(
        filled.filter((value) => value !== 'Title'),
        {
          minLength: optionCount,
          maxLength: optionCount,
        },
      ),
      seoTitle: text,
      seoDescription: text,
      images: fc.tuple(...Array.from({ length: imageCount }, () => text)).map((alts) =>
        alts.map((alt, index) => ({
          mediaPath: null,
          sourceUrl: `https://x.example/${index}?a=,"`,
          alt,
        })),
      ),
      variants: fc.uniqueArray(
        fc.record({
          options: fc.array(filled, { minLength: optionCount, maxLength: optionCount }),
          sku: fc.constant(null),
          priceMinor: minor,
          compareAtMinor: orNull(minor),
          stock: fc.integer({ min: 0, max: 2_000_000_000 }),
          weightGrams: orNull(fc.integer({ min: 0, max: 2_147_483_647 })),
          barcode: text,
          image:
            imageCount > 0
              ? orNull(fc.integer({ min: 0, max: imageCount - 1 }))
              : fc.constant(null),
        }),
        {
          minLength: 1,
          maxLength: optionCount === 0 ? 1 : 4,
          selector: ({ options }) => JSON.stringify(options),
        },
      ),
    }),
  );

const catalog = fc.uniqueArray(product, {
  selector: ({ handle }) => handle,
  minLength: 1,
  maxLength: 4,
});

const toFile = (products: readonly CatalogProduct[]) =>
  stringify([
    headerRow,
    ...products.flatMap((one) => toProductRows(one, { currency: 'USD', publicOrigin: undefined })),
  ] as string[][]);

const empty = async () => {
  for (const table of ['product_categories', 'products', 'categories', 'brands'] as const) {
    await shop.database.writer
      .deleteFrom(table)
      .$if(table === 'categories', (query) => query.where('id' as never, '<>', 1 as never))
      .execute();
  }
};

const exported = async () => {
  const output = new PassThrough();
  const written = buffer(output);
  await exportCatalog({ database: shop.database, currency: 'USD', output });
  output.end();
  return written;
};

it('any catalog survives document, CSV, document', async () => {
  await fc.assert(
    fc.asyncProperty(catalog, async (products) => {
      await empty();

      const report = await shop.import(toFile(products));

      expect(report.errors).toEqual([]);
      const found = await readProducts(
        shop.database.writer,
        products.map(({ handle }) => handle),
      );
      // The first name of a brand or category wins over others with its handle.
      const normal = (one: CatalogProduct | undefined) => ({
        ...one,
        brand: toHandle(one?.brand ?? ''),
        categories: one?.categories.map(toHandle),
      });
      expect(products.map(({ handle }) => normal(found.get(handle)))).toEqual(products.map(normal));
    }),
    { numRuns: 40 },
  );
});

it('an export changes nothing when imported, and comes out of an empty shop as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(catalog, async (products) => {
      await empty();
      await shop.import(toFile(products));
      const before = await exported();

      const again = await shop.import(before);
      await empty();
      await shop.import(before);
      const after = await exported();

      expect(again).toMatchObject({ created: 0, updated: 0, unchanged: products.length });
      expect(after.toString()).toBe(before.toString());
    }),
    { numRuns: 12 },
  );
});

it('no bytes whatever make the import throw', async () => {
  const header = fc.constantFrom(
    '',
    'Handle,Title,Price\n',
    '\ufeffHandle,Title,Body (HTML),Price,Image Src\n',
  );
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom('"', ',', '\n', '\r\n', 'cup,Cup,5', '<p>', '\ud800', '/media/', '../')
      .map((piece) => Buffer.from(piece)),
  );

  await fc.assert(
    fc.asyncProperty(header, fc.array(pieces, { maxLength: 12 }), async (start, parts) => {
      const bytes = Buffer.concat([Buffer.from(start), ...parts]);

      const report = await shop.import(bytes, { dryRun: true });

      expect(report.errors.length > 0 || report.products >= 0).toBe(true);
      expect(report.created + report.updated + report.unchanged).toBe(
        report.errors.length > 0 ? 0 : report.products,
      );
    }),
    { numRuns: 150 },
  );
});
