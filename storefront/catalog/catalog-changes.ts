import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';

export type CatalogState = {
  /** Another one after every change that more than one page may show. */
  readonly version: string;
  /** Id of the newest stock movement; 0 when there is none. */
  readonly lastMovement: number;
};

export type MovedProduct = {
  readonly handle: string;
  /** Another one after every movement of its stock. */
  readonly state: string;
};

/** Reads what tells whether the catalog has changed. */
export const readCatalogState = async (reader: Db): Promise<CatalogState> => {
  const row = await reader
    .selectNoFrom((select) => [
      select.selectFrom('catalog_version').select('version').where('id', '=', 1).as('version'),
      select
        .selectFrom('stock_movements')
        .select(({ fn }) => fn.max<number>('id').as('last'))
        .as('last'),
    ])
    .executeTakeFirst();
  return { version: row?.version ?? 'first', lastMovement: Number(row?.last ?? 0) };
};

/**
 * Products whose stock has moved by orders after a movement. Those of an import are left out: they
 * come with a new version, and may be many.
 */
export const findMovedProducts = async (
  reader: Db,
  afterMovement: number,
): Promise<readonly MovedProduct[]> => {
  const rows = await reader
    .selectFrom('stock_movements as m')
    .innerJoin('product_variants as v', 'v.id', 'm.variant_id')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .select(['p.handle', ({ fn }) => fn.max('m.id').as('last')])
    .select(
      sql<number>`(select sum(s.stock) from product_variants s where s.product_id = p.id)`.as(
        'stock',
      ),
    )
    .where('m.id', '>', afterMovement)
    .where('m.import_id', 'is', null)
    .groupBy(['p.id', 'p.handle'])
    .execute();
  return rows.map(({ handle, last, stock }) => ({ handle, state: `${last}:${stock}` }));
};
