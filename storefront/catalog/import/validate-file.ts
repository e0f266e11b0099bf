import { createReadStream } from 'node:fs';
import type { Db } from '../../db/open-database.ts';
import { errorCodeOf } from '../../media/error-code.ts';
import { rootCategoryId } from '../refresh-listings.ts';
import { assembleProduct, maxRowsPerProduct } from './assemble-product.ts';
import { inBatches } from './batches.ts';
import { type Header, readHeader } from './header.ts';
import { CatalogImportError, type ImportProgress } from './import-report.ts';
import type { LocateImage } from './locate-image.ts';
import { readHandle, readRow } from './read-row.ts';
import { CsvFileError, readRows } from './read-rows.ts';
import { RowCells } from './row-cells.ts';
import { ProblemList } from './row-problem.ts';
import type { Scratch } from './scratch.ts';

export type ValidateOptions = {
  readonly db: Db;
  readonly scratch: Scratch;
  readonly locate: LocateImage;
  readonly currency: string;
  readonly publicOrigin: string | undefined;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal | undefined;
};

export type Validated = {
  readonly header: Header;
  readonly problems: ProblemList;
  readonly products: number;
  readonly variants: number;
  readonly images: number;
};

const noHeader = (): Header => readHeader([], 1, new ProblemList());

const getRootCategory = (db: Db) =>
  db
    .selectFrom('categories')
    .select(['handle', 'name'])
    .where('id', '=', rootCategoryId)
    .executeTakeFirstOrThrow();

const explainUnreadable = (error: unknown): unknown => {
  const code = errorCodeOf(error) ?? '';
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM'].includes(code)
    ? new CatalogImportError('FILE_UNREADABLE', `the file cannot be read (${code})`)
    : error;
};

/** Reads every row into the scratch file. What is wrong within a cell or row is a problem. */
const readFile = async (file: string, problems: ProblemList, options: ValidateOptions) => {
  const { db, scratch, currency, onProgress, signal } = options;
  const reserved = await getRootCategory(db);
  let header: Header | undefined;
  let isUsable = false;
  let rows = 0;
  const onRow = (cells: readonly string[], line: number) => {
    if (!header) {
      header = readHeader(cells, line, problems);
      isUsable = problems.count === 0;
      return;
    }
    // A column that is missing would be missed again in every row.
    if (!isUsable) return;
    rows += 1;
    if (rows % 1_000 === 0) onProgress({ phase: 'validating', done: rows });
    if (cells.length > header.size) {
      problems.add(line, '', `this row has ${cells.length} cells, the header ${header.size}`);
      return;
    }
    if (cells.every((cell) => cell.trim() === '')) return;
    const row = new RowCells(header, cells, line, problems);
    const handle = readHandle(row);
    if (handle === undefined) return;
    const { position, isFirst } = scratch.enterProduct(handle, line);
    scratch.addRow(position, handle, readRow(row, { currency, reserved, isFirst }));
  };
  try {
    await readRows(createReadStream(file), onRow, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof CsvFileError)) throw explainUnreadable(error);
    problems.add(error.line, error.column, error.message);
  }
  if (!header && problems.count === 0) problems.add(1, '', 'the file is empty');
  return header ?? noHeader();
};

const assembleAll = async (header: Header, problems: ProblemList, options: ValidateOptions) => {
  const { scratch, locate, publicOrigin, onProgress, signal } = options;
  const total = scratch.countProducts();
  const counts = { products: total, variants: 0, images: 0 };
  let done = 0;
  for (const { position, handle, rows } of scratch.rowsByProduct(maxRowsPerProduct)) {
    const report = (line: number, column: Parameters<Header['nameOf']>[0], reason: string) =>
      problems.add(line, header.nameOf(column), reason);
    const document = await assembleProduct(position, handle, rows, {
      locate,
      publicOrigin,
      report,
    });
    counts.variants += document?.product.variants.length ?? 0;
    counts.images += document?.product.images.length ?? 0;
    if (document && problems.count === 0) scratch.addDocument(document);
    done += 1;
    if (done % 500 === 0) {
      onProgress({ phase: 'assembling', done, total });
      // Others in this process get their turn.
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
  }
  return counts;
};

const checkSkus = async (
  header: Header,
  problems: ProblemList,
  { db, scratch }: ValidateOptions,
) => {
  const column = header.nameOf('sku');
  for (const { sku, line, first } of scratch.repeatedSkus()) {
    problems.add(line, column, `the SKU “${sku}” is already on line ${first}`);
  }
  for (const batch of inBatches(scratch.skus(), 500)) {
    const owners = await db
      .selectFrom('product_variants as v')
      .innerJoin('products as p', 'p.id', 'v.product_id')
      .select(['v.sku', 'p.handle'])
      .where(
        'v.sku',
        'in',
        batch.map(({ sku }) => sku),
      )
      .execute();
    const ownerOf = new Map(owners.map(({ sku, handle }) => [sku, handle]));
    for (const { sku, line, handle } of batch) {
      const owner = ownerOf.get(sku);
      // A product of the file loses its SKUs anyway before it gets those of the file.
      if (owner === undefined || owner === handle || scratch.has(owner)) continue;
      problems.add(line, column, `the SKU “${sku}” belongs to the product “${owner}”`);
    }
  }
};

/** Checks the whole file and leaves its products in the scratch file, if nothing is wrong. */
export const validateFile = async (file: string, options: ValidateOptions): Promise<Validated> => {
  const problems = new ProblemList();
  const header = await readFile(file, problems, options);
  const counts = await assembleAll(header, problems, options);
  await checkSkus(header, problems, options);
  return { header, problems, ...counts };
};
