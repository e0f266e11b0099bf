import type { RowProblem } from './row-problem.ts';

/** What an import did, or would do. Everything counts products, except variants and images. */
export type ImportReport = {
  readonly products: number;
  readonly variants: number;
  readonly images: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Why nothing was done; empty when it was. */
  readonly errors: readonly RowProblem[];
  /** Only when there are more errors than are listed. */
  readonly errorCount?: number;
  /** Pictures that could not be fetched. */
  readonly warnings: readonly RowProblem[];
};

export type ImportProgress = {
  readonly phase: 'validating' | 'assembling' | 'staging' | 'placing';
  /** Rows while validating, products afterwards. */
  readonly done: number;
  /** Absent as long as it is not known. */
  readonly total?: number;
};

/** Thrown when an import cannot run for a reason that lies outside of the file. */
export class CatalogImportError extends Error {
  override readonly name = 'CatalogImportError';
  readonly code: 'IMPORT_RUNNING' | 'IMPORT_LOST' | 'FILE_UNREADABLE';

  constructor(code: CatalogImportError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
