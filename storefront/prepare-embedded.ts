import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { importCatalog } from './catalog/import/import-catalog.ts';
import type { Config } from './config.ts';
import { migrate } from './db/migrate.ts';
import type { Database } from './db/open-database.ts';
import type { Logger } from './logger.ts';
import type { MediaStore } from './media/media-store.ts';

const isCatalogEmpty = async ({ writer }: Database): Promise<boolean> =>
  (await writer.selectFrom('products').select('id').limit(1).executeTakeFirst()) === undefined;

/**
 * Makes an embedded database ready: its schema, and the demo catalog where it holds no product.
 * Deployed stages migrate in a step of their own, before any instance starts.
 */
export const prepareEmbedded = async (
  database: Database,
  media: MediaStore,
  config: Config,
  logger: Logger,
): Promise<void> => {
  await migrate(database);
  const file = config.DEMO_CATALOG;
  if (!file || !(await isCatalogEmpty(database))) return;
  if (!existsSync(file)) throw new Error(`DEMO_CATALOG: there is no file ${file}`);
  const report = await importCatalog({
    database,
    media,
    currency: config.STORE_CURRENCY,
    publicOrigin: config.PUBLIC_ORIGIN,
    file,
    baseDir: dirname(file),
  });
  if (report.errors.length > 0) {
    const [first] = report.errors;
    throw new Error(`DEMO_CATALOG: ${file}:${first?.line}: ${first?.column}: ${first?.reason}`);
  }
  logger.info({ message: 'demo catalog loaded', file, products: report.products });
};
