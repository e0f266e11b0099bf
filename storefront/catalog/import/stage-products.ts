import type { Db } from '../../db/open-database.ts';
import { toTimestamp } from '../../db/timestamp.ts';
import { toHandle, toSortKey } from '../text.ts';
import { insertRows } from './insert-rows.ts';
import type { FileProduct } from './scratch.ts';

const isFlag = (keyword: string): boolean => keyword === 'featured';

const toProductRow = (importId: number, at: Date, { position, product }: FileProduct) => ({
  import_id: importId,
  position,
  handle: product.handle,
  title: product.title,
  title_sort: toSortKey(product.title),
  description_html: product.descriptionHtml,
  brand_handle: product.brand === null ? null : toHandle(product.brand),
  brand_name: product.brand,
  status: product.published ? 'published' : 'draft',
  featured: product.keywords.some(isFlag) ? 1 : 0,
  keywords: product.keywords.filter((keyword) => !isFlag(keyword)).join(', '),
  option1_name: product.optionNames[0] ?? '',
  option2_name: product.optionNames[1] ?? '',
  option3_name: product.optionNames[2] ?? '',
  seo_title: product.seoTitle,
  seo_description: product.seoDescription,
  // The first of a file is the newest.
  published_at: toTimestamp(new Date(at.getTime() - position)),
});

const toVariantRows = (importId: number, { position, product }: FileProduct) =>
  product.variants.map((variant, index) => ({
    import_id: importId,
    product_position: position,
    position: index + 1,
    sku: variant.sku,
    option1: variant.options[0] ?? '',
    option2: variant.options[1] ?? '',
    option3: variant.options[2] ?? '',
    price_minor: variant.priceMinor,
    compare_at_minor: variant.compareAtMinor,
    stock: variant.stock,
    weight_grams: variant.weightGrams,
    barcode: variant.barcode,
    image_position: variant.image === null ? null : variant.image + 1,
  }));

const toImageRows = (importId: number, { position, product }: FileProduct) =>
  product.images.map((image, index) => ({
    import_id: importId,
    product_position: position,
    position: index + 1,
    media_path: image.mediaPath,
    source_url: image.sourceUrl,
    alt: image.alt,
  }));

const toCategoryRows = (importId: number, { position, product }: FileProduct) =>
  product.categories.map((name, index) => ({
    import_id: importId,
    product_position: position,
    position: index + 1,
    handle: toHandle(name),
    name,
  }));

const insertAll = async <Row extends Readonly<Record<string, string | number | null>>>(
  db: Db,
  table: Parameters<typeof insertRows>[1],
  rows: readonly Row[],
): Promise<void> => {
  const [first] = rows;
  if (first) await insertRows<Row>(db, table, Object.keys(first) as (keyof Row & string)[], rows);
};

/** Holds products ready in the staging tables, in one short transaction. */
export const stageProducts = (
  db: Db,
  importId: number,
  at: Date,
  documents: readonly FileProduct[],
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const rowsOf = <Row>(toRows: (id: number, document: FileProduct) => readonly Row[]) =>
      documents.flatMap((document) => toRows(importId, document));
    await insertAll(
      trx,
      'import_products',
      documents.map((document) => toProductRow(importId, at, document)),
    );
    await insertAll(trx, 'import_variants', rowsOf(toVariantRows));
    await insertAll(trx, 'import_images', rowsOf(toImageRows));
    await insertAll(trx, 'import_categories', rowsOf(toCategoryRows));
  });
