import type { ImportReport } from '../../storefront/catalog/import/import-report.ts';

type Problem = ImportReport['errors'][number];

export type ImportCatalogResult = Pick<
  ImportReport,
  'products' | 'variants' | 'images' | 'created' | 'updated' | 'unchanged'
> & {
  readonly outcome: 'imported' | 'planned' | 'refused';
  readonly summary: string;
  /** What is wrong, by line and column: the first of them. */
  readonly errors: readonly Problem[];
  readonly errorCount: number;
};

/** An answer of Lambda ends at 6 MB, and nobody reads more. */
const maxErrors = 100;

export const buildResult = (
  key: string,
  isDryRun: boolean,
  report: ImportReport,
): ImportCatalogResult => {
  const { products, variants, images, created, updated, unchanged } = report;
  const counts = { products, variants, images, created, updated, unchanged };
  const errorCount = report.errorCount ?? report.errors.length;
  if (errorCount > 0) {
    return {
      outcome: 'refused',
      summary: `${key} was refused for ${errorCount} errors; nothing was changed`,
      ...counts,
      errors: report.errors.slice(0, maxErrors),
      errorCount,
    };
  }
  const did = `${created} created, ${updated} updated, ${unchanged} unchanged`;
  return {
    outcome: isDryRun ? 'planned' : 'imported',
    summary: `${key}: ${did}${isDryRun ? ', if it were imported' : ''}`,
    ...counts,
    errors: [],
    errorCount,
  };
};
