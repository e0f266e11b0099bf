import { importCatalog } from '../../storefront/catalog/import/import-catalog.ts';
import type {
  ImportProgress,
  ImportReport,
} from '../../storefront/catalog/import/import-report.ts';
import { folderMediaStore } from '../../storefront/media/folder-media-store.ts';
import type { CatalogContext } from './catalog-context.ts';
import type { CatalogCommand } from './usage.ts';

type ImportCommand = Extract<CatalogCommand, { name: 'import' }>;

const maxShown = 50;

const phases: Readonly<Record<ImportProgress['phase'], string>> = {
  validating: 'rows validated',
  assembling: 'products checked',
  staging: 'products staged',
  placing: 'products put in place',
};

const nothingDone: ImportReport = {
  products: 0,
  variants: 0,
  images: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  errors: [],
  warnings: [],
};

const importFile = (command: ImportCommand, context: CatalogContext) => {
  const { config, database, progress, signal } = context;
  return importCatalog({
    ...command,
    database,
    media: folderMediaStore(config.MEDIA_DIR),
    currency: config.STORE_CURRENCY,
    publicOrigin: config.PUBLIC_ORIGIN,
    signal,
    onProgress: ({ phase, done }) => progress.show(phases[phase], done),
  }).finally(progress.end);
};

const describeProblem = (file: string, { line, column, reason }: ImportReport['errors'][number]) =>
  [line > 0 ? `${file}:${line}` : file, ...(column ? [column] : []), reason].join(': ');

const writeText = ({ file, dryRun }: ImportCommand, report: ImportReport): void => {
  const { errors, warnings, created, updated, unchanged } = report;
  for (const warning of warnings) console.error(`warning: ${describeProblem(file, warning)}`);
  for (const error of errors.slice(0, maxShown)) console.error(describeProblem(file, error));
  const count = report.errorCount ?? errors.length;
  if (count > maxShown) console.error(`… and ${count - maxShown} more`);
  if (count > 0) {
    console.error('Nothing was changed.');
    return;
  }
  const { products, variants, images } = report;
  console.log(`${products} products with ${variants} variants and ${images} images`);
  console.log(
    `${dryRun ? 'Would be' : 'Done'}: ${created} created, ${updated} updated, ${unchanged} unchanged`,
  );
};

/** Says why nothing was done, for a reason that lies outside of the file. */
export const writeRefusal = ({ file, json }: ImportCommand, reason: string): void => {
  if (!json) console.error(`${file}: ${reason}`);
  else console.log(JSON.stringify({ ...nothingDone, errors: [{ line: 0, column: '', reason }] }));
};

/** Imports a file and tells what came of it. Returns the exit code. */
export const runImport = async (
  command: ImportCommand,
  context: CatalogContext,
): Promise<number> => {
  const report = await importFile(command, context);
  if (command.json) {
    for (const warning of report.warnings) {
      console.error(`warning: ${describeProblem(command.file, warning)}`);
    }
    console.log(JSON.stringify(report));
  } else writeText(command, report);
  return report.errors.length > 0 ? 1 : 0;
};
