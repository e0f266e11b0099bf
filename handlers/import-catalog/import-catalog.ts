import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCatalog as importFile } from '../../storefront/catalog/import/import-catalog.ts';
import { CatalogImportError } from '../../storefront/catalog/import/import-report.ts';
import { findPendingMigrations } from '../../storefront/db/migrate.ts';
import type { Database } from '../../storefront/db/open-database.ts';
import type { Limits } from '../shared/build-handler.ts';
import { Failure } from '../shared/failure.ts';
import { maintain } from '../shared/maintain.ts';
import { withShopDatabase } from '../shared/with-shop-database.ts';
import { bucketMediaStore } from './bucket-media-store.ts';
import { buildResult, type ImportCatalogResult } from './build-result.ts';
import { createProgress } from './create-progress.ts';
import type { ImportCatalogEvent } from './event.ts';
import { fetchFile } from './fetch-file.ts';
import type { Services } from './services.ts';

/** Putting a hundred thousand variants in place is one transaction of few, long statements. */
const statementTimeoutMs = 600_000;

const requireMigrated = async (database: Database): Promise<void> => {
  const pending = await findPendingMigrations(database);
  if (pending.length === 0) return;
  throw new Failure(
    'DATABASE_OUTDATED',
    `The database lacks migrations (${pending.join(', ')})`,
    'Deploy this version first.',
  );
};

const explain = (error: unknown): unknown =>
  error instanceof CatalogImportError
    ? new Failure(error.code, error.message, 'Nothing was changed: run it again.', error)
    : error;

const withFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  return use(folder).finally(() => rm(folder, { recursive: true, force: true }));
};

const runImport = (
  { key, dryRun, keepStock }: ImportCatalogEvent,
  services: Services,
  { signal }: Limits,
): Promise<ImportCatalogResult> => {
  const { config, s3, logger, now } = services;
  return withFolder(async (folder) => {
    const file = await fetchFile(s3, { bucket: config.IMPORT_BUCKET, key }, folder, signal);
    const importInto = async (database: Database) => {
      await requireMigrated(database);
      return importFile({
        database,
        media: bucketMediaStore(s3, config.MEDIA_BUCKET),
        currency: config.STORE_CURRENCY,
        publicOrigin: config.PUBLIC_ORIGIN,
        file,
        dryRun,
        keepStock,
        onProgress: createProgress(logger, now),
        signal,
        now,
      }).catch((error) => {
        throw explain(error);
      });
    };
    const report = await withShopDatabase(services, importInto, statementTimeoutMs);
    return buildResult(key, dryRun, report);
  });
};

/**
 * Brings a Shopify product CSV from the stage's bucket into the shop by the code of `npm run catalog
 * -- import`: all of it or, when a row is wrong, nothing.
 * @throws Failure IMPORT_RUNNING, IMPORT_LOST, FILE_MISSING, FILE_TOO_LARGE, DATABASE_OUTDATED
 */
export const importCatalog = maintain({ job: 'import-catalog', hurts: () => true }, runImport);
