import { afterEach } from '@jest/globals';
import { describeEachDatabase, type MoreDatabases } from '../../support/databases.ts';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';
import { openShop, type Shop } from '../../unit/catalog-import/shop.ts';

export type { Shop } from '../../unit/catalog-import/shop.ts';

/** Runs a suite on each database, with an empty shop for every test that opens one. */
export const describeShop = (
  name: string,
  define: (openTestShop: () => Promise<Shop>, more: MoreDatabases) => void,
): void =>
  describeEachDatabase(name, (openTestDatabase, more) => {
    const folders: TempDir[] = [];
    afterEach(() => {
      for (const folder of folders.splice(0)) folder.remove();
    });
    define(async () => {
      const folder = createTempDir();
      folders.push(folder);
      return openShop(await openTestDatabase(), folder.path);
    }, more);
  });

const sized =
  'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Type,Collection,Vendor,Status,Image Src,Image Position';

/** Rows of a file with the columns most tests need. */
export const file = (...rows: readonly string[]): string => `${[sized, ...rows].join('\n')}\n`;

/** Every variant of the shop, by the id. */
export const findVariants = ({ database }: Shop) =>
  database.writer
    .selectFrom('product_variants')
    .selectAll()
    .orderBy('position')
    .orderBy('id')
    .execute();

export const findMovements = async ({ database }: Shop) => {
  const rows = await database.writer
    .selectFrom('stock_movements')
    .select(['variant_id', 'delta', 'reason', 'import_id'])
    .orderBy('id')
    .execute();
  return rows;
};
