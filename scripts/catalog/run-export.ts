import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { exportCatalog } from '../../storefront/catalog/export/export-catalog.ts';
import type { CatalogContext } from './catalog-context.ts';
import type { CatalogCommand } from './usage.ts';

type ExportCommand = Extract<CatalogCommand, { name: 'export' }>;

const exportTo = ({ config, database, progress, signal }: CatalogContext, output: Writable) =>
  exportCatalog({
    database,
    currency: config.STORE_CURRENCY,
    publicOrigin: config.PUBLIC_ORIGIN,
    output,
    signal,
    onProgress: ({ products }) => progress.show('products exported', products),
  }).finally(progress.end);

/** Writes beside the target and renames, so that a file is never half an export. */
const exportToFile = async (file: string, context: CatalogContext) => {
  const temporary = `${file}.${process.pid}.tmp`;
  const output = createWriteStream(temporary, { flags: 'wx' });
  try {
    await once(output, 'open');
    const written = finished(output);
    // Its error is the one of the export as well.
    written.catch(() => {});
    const report = await exportTo(context, output);
    output.end();
    await written;
    await rename(temporary, file);
    return report;
  } catch (error) {
    output.destroy();
    await rm(temporary, { force: true });
    throw error;
  }
};

/** Exports the catalog and tells what came of it. Returns the exit code. */
export const runExport = async (
  command: ExportCommand,
  context: CatalogContext,
): Promise<number> => {
  const toStdout = command.file === '-';
  const report = await (toStdout
    ? exportTo(context, process.stdout)
    : exportToFile(command.file, context));
  const { products, variants, images } = report;
  const text = `Exported ${products} products with ${variants} variants and ${images} images`;
  if (command.json) console.log(JSON.stringify(report));
  else if (toStdout) console.error(text);
  else console.log(text);
  return 0;
};
