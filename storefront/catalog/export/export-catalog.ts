import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import type { Database, Db } from '../../db/open-database.ts';
import type { CatalogProduct } from '../catalog-product.ts';
import { headerRow, toProductRows } from './product-rows.ts';
import { readProducts } from './read-products.ts';

export type ExportReport = {
  readonly products: number;
  readonly variants: number;
  readonly images: number;
};

export type ExportOptions = {
  readonly database: Database;
  readonly currency: string;
  readonly publicOrigin?: string | undefined;
  /** Ended by the caller. */
  readonly output: Writable;
  readonly onProgress?: (report: ExportReport) => void;
  readonly signal?: AbortSignal | undefined;
};

const batchSize = 200;

const readBatch = async (db: Db, after: string): Promise<readonly CatalogProduct[]> => {
  const rows = await db
    .selectFrom('products')
    .select('handle')
    .where('handle', '>', after)
    .orderBy('handle')
    .limit(batchSize)
    .execute();
  const handles = rows.map(({ handle }) => handle);
  const products = await readProducts(db, handles);
  return handles.flatMap((handle) => products.get(handle) ?? []);
};

/** Reads a batch as of one moment: an import must not come between a product and its variants. */
const readBatchAtOnce = ({ reader, flavor }: Database, after: string) =>
  flavor.kind === 'mysql'
    ? reader
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((trx) => readBatch(trx, after))
    : reader.connection().execute(async (db) => {
        // Deferred, as the reader may not take the write lock.
        await sql`begin`.execute(db);
        try {
          return await readBatch(db, after);
        } finally {
          await sql`commit`.execute(db);
        }
      });

const toCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { record_delimiter: '\n', quoted_match: /\r/ });

/**
 * Writes the whole catalog, drafts too, as CSV in the order of the handles. The same catalog gives
 * the same bytes.
 */
export const exportCatalog = async ({
  database,
  currency,
  publicOrigin,
  output,
  onProgress,
  signal,
}: ExportOptions): Promise<ExportReport> => {
  const report = { products: 0, variants: 0, images: 0 };
  const write = async (text: string) => {
    if (!output.write(text)) await once(output, 'drain', signal ? { signal } : {});
  };

  await write(toCsv([headerRow]));
  for (let after = ''; ; ) {
    signal?.throwIfAborted();
    const products = await readBatchAtOnce(database, after);
    if (products.length === 0) return report;
    await write(
      toCsv(products.flatMap((product) => toProductRows(product, { currency, publicOrigin }))),
    );
    for (const { variants, images } of products) {
      report.variants += variants.length;
      report.images += images.length;
    }
    report.products += products.length;
    after = products.at(-1)?.handle ?? '';
    onProgress?.({ ...report });
  }
};
