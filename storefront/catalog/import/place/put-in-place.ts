import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../../db/open-database.ts';
import type { Timestamp } from '../../../db/timestamp.ts';
import { errorCodeOf } from '../../../media/error-code.ts';
import { changeCatalogVersion } from '../../catalog-version.ts';
import { finishImport, type ImportCounts } from '../running-import.ts';
import { placeBrands } from './place-brands.ts';
import { placeCategories } from './place-categories.ts';
import { placeImages } from './place-images.ts';
import { placeListings } from './place-listings.ts';
import { placeProducts } from './place-products.ts';
import { placeStock } from './place-stock.ts';
import { placeVariants } from './place-variants.ts';
import type { Placing } from './placing.ts';

const attempts = 5;
/** MySQL gave way to another transaction. SQLite waits for its lock before it begins. */
const broken = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'];

const isWorthRepeating = (error: unknown): boolean => broken.includes(errorCodeOf(error) ?? '');

export type PutInPlaceOptions = {
  readonly keepStock: boolean;
  readonly counts: ImportCounts;
  readonly at: Timestamp;
};

/**
 * Makes the staged products those of the shop, in one transaction: shoppers see all of it or
 * nothing. Tried again when MySQL broke it off for the sake of another transaction.
 */
export const putInPlace = async (
  { writer, flavor }: Database,
  importId: number,
  { keepStock, counts, at }: PutInPlaceOptions,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writer.transaction().execute(async (trx) => {
        const placing: Placing = { trx, flavor, importId, at };
        await placeBrands(placing);
        await placeProducts(placing);
        await placeImages(placing);
        await placeVariants(placing, { keepStock });
        await placeCategories(placing);
        await placeStock(placing);
        await placeListings(placing);
        await finishImport(trx, importId, counts, at);
        if (counts.created + counts.updated > 0) await changeCatalogVersion(trx, flavor);
      });
      return;
    } catch (error) {
      if (!isWorthRepeating(error) || attempt === attempts) throw error;
      await sleep(100 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
};
