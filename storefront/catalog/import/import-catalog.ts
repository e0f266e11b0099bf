import { basename, dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../../db/open-database.ts';
import { toTimestamp } from '../../db/timestamp.ts';
import { fetchImage } from '../../media/fetch-image.ts';
import type { MediaStore } from '../../media/media-store.ts';
import { readProducts } from '../export/read-products.ts';
import { inBatches } from './batches.ts';
import { compareProducts } from './compare-products.ts';
import { findPictures } from './find-pictures.ts';
import type { ImportProgress, ImportReport } from './import-report.ts';
import { createImageLocator } from './locate-image.ts';
import { putInPlace } from './place/put-in-place.ts';
import { ProblemList } from './row-problem.ts';
import { startImport } from './running-import.ts';
import { type FileProduct, Scratch } from './scratch.ts';
import { stageProducts } from './stage-products.ts';
import { storeFiles } from './store-files.ts';
import { type Validated, validateFile } from './validate-file.ts';

export type ImportOptions = {
  readonly database: Database;
  readonly media: MediaStore;
  /** ISO 4217 code that the prices of the file are in. */
  readonly currency: string;
  readonly publicOrigin?: string | undefined;
  readonly file: string;
  /** Folder that relative pictures start from; that of the file unless given. */
  readonly baseDir?: string | undefined;
  readonly dryRun?: boolean;
  readonly keepStock?: boolean;
  readonly fetchImages?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal | undefined;
  readonly now?: () => Date;
};

const batchSize = 200;

type Run = Required<Omit<ImportOptions, 'publicOrigin' | 'baseDir' | 'signal'>> &
  Pick<ImportOptions, 'publicOrigin' | 'signal'> & { readonly baseDir: string };

const compareBatch = async (
  run: Run,
  batch: readonly FileProduct[],
  warnings: ProblemList,
  column: string,
) => {
  const { database, media, dryRun, keepStock, fetchImages, signal } = run;
  const stored = await readProducts(
    database.writer,
    batch.map(({ product }) => product.handle),
  );
  const documents = await findPictures(batch, stored, {
    media,
    dryRun,
    fetchImages,
    fetchImage,
    signal,
    warnings,
    column,
  });
  return documents.map((document) => ({
    document,
    verdict: compareProducts(document.product, stored.get(document.product.handle), { keepStock }),
  }));
};

/** Compares all of the file with the shop, and stages what differs under `importId` if there is one. */
const compareAndStage = async (
  run: Run,
  scratch: Scratch,
  { products: total, header }: Validated,
  importId: number | undefined,
  at: Date,
) => {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const warnings = new ProblemList();
  let done = 0;
  for (const batch of inBatches(scratch.documents(), batchSize)) {
    run.signal?.throwIfAborted();
    const compared = await compareBatch(run, batch, warnings, header.nameOf('imageSource'));
    for (const { verdict } of compared) counts[verdict] += 1;
    if (importId !== undefined) {
      for (const { document } of compared) await storeFiles(document, run.baseDir, run.media);
      const changed = compared.filter(({ verdict }) => verdict !== 'unchanged');
      await stageProducts(
        run.database.writer,
        importId,
        at,
        changed.map(({ document }) => document),
      );
    }
    done += batch.length;
    run.onProgress({ phase: 'staging', done, total });
    // SQLite answers at once; without this a server that imports would answer no one.
    await nextTurn();
  }
  return { ...counts, warnings };
};

const toReport = (
  { products, variants, images, problems }: Validated,
  { warnings, ...counts }: Awaited<ReturnType<typeof compareAndStage>>,
): ImportReport => {
  const errors = problems.sorted();
  return {
    products,
    variants,
    images,
    ...counts,
    errors,
    ...(problems.count > errors.length && { errorCount: problems.count }),
    warnings: warnings.sorted(),
  };
};

const importValidated = async (run: Run, scratch: Scratch, validated: Validated) => {
  const at = run.now();
  const running = await startImport(run.database, basename(run.file), run.now);
  try {
    const outcome = await compareAndStage(run, scratch, validated, running.id, at);
    run.onProgress({ phase: 'placing', done: 0, total: outcome.created + outcome.updated });
    run.signal?.throwIfAborted();
    const { warnings: _, ...counts } = outcome;
    await putInPlace(run.database, running.id, {
      keepStock: run.keepStock,
      counts: { ...counts, products: validated.products },
      at: toTimestamp(at),
    });
    return outcome;
  } finally {
    await running.end();
  }
};

/**
 * Brings the catalog of a Shopify product CSV file into the shop: all of it or, when anything in
 * the file is wrong, nothing. Products that the file does not name stay as they are.
 * @throws CatalogImportError when the file cannot be read or another import is running.
 */
export const importCatalog = async (options: ImportOptions): Promise<ImportReport> => {
  const run: Run = {
    dryRun: false,
    keepStock: false,
    fetchImages: false,
    onProgress: () => {},
    now: () => new Date(),
    ...options,
    baseDir: options.baseDir ?? dirname(options.file),
  };
  const scratch = new Scratch();
  try {
    const validated = await validateFile(run.file, {
      db: run.database.writer,
      scratch,
      locate: createImageLocator(run.baseDir, run.media, run.publicOrigin),
      currency: run.currency,
      publicOrigin: run.publicOrigin,
      onProgress: run.onProgress,
      signal: run.signal,
    });
    if (validated.problems.count > 0) {
      const nothing = { created: 0, updated: 0, unchanged: 0, warnings: new ProblemList() };
      return toReport(validated, nothing);
    }
    const outcome = run.dryRun
      ? await compareAndStage(run, scratch, validated, undefined, run.now())
      : await importValidated(run, scratch, validated);
    return toReport(validated, outcome);
  } finally {
    scratch.close();
  }
};
