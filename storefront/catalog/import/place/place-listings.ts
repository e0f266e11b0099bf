import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { refreshListings } from '../../refresh-listings.ts';
import type { Placing } from './placing.ts';

// Below a thousand, from which on MariaDB makes a sub-select of a list.
const batchSize = 500;

/**
 * Derives lists and search of the staged products anew, by lists of ids: for a delete by sub-select
 * MariaDB 10.11 reads and locks all of catalog_listings.
 */
export const placeListings = async ({ trx, flavor, importId }: Placing): Promise<void> => {
  for (let last = 0; ; ) {
    const rows = await trx
      .selectFrom('import_products')
      .select('product_id')
      .where('import_id', '=', importId)
      .where('product_id', '>', last)
      .orderBy('product_id')
      .limit(batchSize)
      .execute();
    if (rows.length === 0) return;
    const ids = rows.map(({ product_id }) => Number(product_id));
    await refreshListings(trx, flavor, sql`(${sql.join(ids)})`);
    last = ids.at(-1) ?? last;
    // SQLite answers at once; without this a server that imports would answer no one meanwhile.
    await nextTurn();
  }
};
