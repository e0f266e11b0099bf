import type { Transaction } from 'kysely';
import { changeCatalogVersion } from '../catalog/catalog-version.ts';
import { rootCategoryId } from '../catalog/refresh-listings.ts';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';

/**
 * Makes the listings of products say whether any of their variants is in stock, and the catalog's
 * pages be made anew where that changes. To be called for products of which a variant has just sold
 * out or come back.
 */
export const refreshInStock = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  productIds: ReadonlySet<number>,
): Promise<void> => {
  let isChanged = false;
  for (const productId of [...productIds].sort((a, b) => a - b)) {
    // Two orders may sell out two variants of one product at a time: whoever comes second through
    // this lock sees what the first has committed.
    await trx
      .selectFrom('catalog_listings')
      .select('product_id')
      .where('category_id', '=', rootCategoryId)
      .where('product_id', '=', productId)
      .modifyEnd(flavor.forUpdate)
      .execute();
    const available = await trx
      .selectFrom('product_variants')
      .select('id')
      .where('product_id', '=', productId)
      .where('stock', '>', 0)
      .limit(1)
      .executeTakeFirst();
    const inStock = available ? 1 : 0;
    const { numUpdatedRows } = await trx
      .updateTable('catalog_listings')
      .set({ in_stock: inStock })
      .where('product_id', '=', productId)
      .where('in_stock', '!=', inStock)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) isChanged = true;
  }
  if (isChanged) await changeCatalogVersion(trx, flavor);
};
