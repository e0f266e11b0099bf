import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CatalogProduct } from '../catalog-product.ts';
import type { StoredRow } from './stored-row.ts';

/** A product as the file gives it, with what is needed to find its pictures. */
export type FileProduct = {
  /** Place in the file, from 1. */
  readonly position: number;
  readonly product: CatalogProduct;
  readonly images: readonly { readonly line: number; readonly file: string | null }[];
};

const schema = `
  pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive;
  create table products (position integer primary key, handle text not null unique, line integer);
  create table file_rows (product integer, number integer, data text,
    primary key (product, number)) without rowid;
  create table skus (sku text, line integer, handle text);
  create table documents (position integer primary key, data text not null);
  begin`;

/**
 * The rows of one import in a file of their own, so that a catalog of any size is checked in little
 * memory. The file has no name from the start: it is gone however the process ends.
 */
export class Scratch {
  readonly #database: DatabaseSync;
  readonly #statements;
  #lastHandle = '';
  #lastPosition = 0;
  #rows = 0;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'catalog-import-'));
    try {
      this.#database = new DatabaseSync(join(folder, 'scratch.db'));
      this.#database.exec(schema);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#statements = {
      findProduct: prepare('select position from products where handle = ?'),
      addProduct: prepare('insert into products (handle, line) values (?, ?)'),
      addRow: prepare('insert into file_rows values (?, ?, ?)'),
      addSku: prepare('insert into skus values (?, ?, ?)'),
      addDocument: prepare('insert into documents values (?, ?)'),
    };
  }

  /** Enters a product when its handle is new; says whether it was. */
  enterProduct(handle: string, line: number): { position: number; isFirst: boolean } {
    if (handle !== this.#lastHandle) {
      const known = this.#statements.findProduct.get(handle);
      this.#lastHandle = handle;
      this.#lastPosition = Number(
        known?.['position'] ?? this.#statements.addProduct.run(handle, line).lastInsertRowid,
      );
      if (!known) return { position: this.#lastPosition, isFirst: true };
    }
    return { position: this.#lastPosition, isFirst: false };
  }

  addRow(position: number, handle: string, row: StoredRow): void {
    this.#rows += 1;
    this.#statements.addRow.run(position, this.#rows, JSON.stringify(row));
    const sku = row.variant?.sku;
    if (sku) this.#statements.addSku.run(sku, row.line, handle);
  }

  /** Each product with its rows in the order of the file; at most `maxRows` rows of one. */
  *rowsByProduct(
    maxRows: number,
  ): Generator<{ position: number; handle: string; rows: StoredRow[] }> {
    const products = this.#database.prepare(
      'select position, handle from products order by position',
    );
    const rows = this.#database.prepare(
      'select data from file_rows where product = ? order by number limit ?',
    );
    for (const { position, handle } of products.iterate()) {
      yield {
        position: Number(position),
        handle: String(handle),
        rows: rows.all(Number(position), maxRows).map(({ data }) => JSON.parse(String(data))),
      };
    }
  }

  has(handle: string): boolean {
    return this.#statements.findProduct.get(handle) !== undefined;
  }

  countProducts(): number {
    return Number(this.#database.prepare('select count(*) as n from products').get()?.['n']);
  }

  /** Every SKU that comes again, with the line it came in first. */
  *repeatedSkus(): Generator<{ sku: string; line: number; first: number }> {
    const repeated = this.#database.prepare(`
      select s.sku, s.line, f.first from skus s
      join (select sku, min(line) as first from skus group by sku having count(*) > 1) f
        on f.sku = s.sku
      where s.line > f.first order by s.line`);
    for (const row of repeated.iterate()) {
      yield { sku: String(row['sku']), line: Number(row['line']), first: Number(row['first']) };
    }
  }

  *skus(): Generator<{ sku: string; line: number; handle: string }> {
    for (const row of this.#database.prepare('select sku, line, handle from skus').iterate()) {
      yield { sku: String(row['sku']), line: Number(row['line']), handle: String(row['handle']) };
    }
  }

  addDocument({ position, ...document }: FileProduct): void {
    this.#statements.addDocument.run(position, JSON.stringify(document));
  }

  *documents(): Generator<FileProduct> {
    const all = this.#database.prepare('select position, data from documents order by position');
    for (const { position, data } of all.iterate()) {
      yield { position: Number(position), ...JSON.parse(String(data)) };
    }
  }

  close(): void {
    this.#database.close();
  }
}
