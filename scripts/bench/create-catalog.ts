import { migrate } from '../../storefront/db/migrate.ts';
import { type Database, openDatabase } from '../../storefront/db/open-database.ts';
import { fillCatalog } from '../../tests/support/fill-catalog.ts';

/** Makes an SQLite file with a catalog of this many products. */
export const createCatalog = async (file: string, products: number): Promise<Database> => {
  const database = openDatabase({ url: { kind: 'sqlite', file } });
  await migrate(database);
  await fillCatalog(database, { products, categories: 7, brands: 24 });
  return database;
};
