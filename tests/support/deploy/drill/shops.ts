import { databaseUrl } from '../../../../storefront/db/database-url.ts';
import { migrate } from '../../../../storefront/db/migrate.ts';
import { type Database, openDatabase } from '../../../../storefront/db/open-database.ts';
import { insertUser } from '../../builders.ts';
import { fillCatalog } from '../../fill-catalog.ts';
import { buy, insertVariant } from '../../shopping.ts';
import { ask, type Cloud } from '../cloud.ts';

const hourMs = 3_600_000;

const withDatabase = async (
  { mariadb }: Cloud,
  name: string,
  use: (database: Database) => Promise<unknown>,
): Promise<void> => {
  const database = openDatabase({
    url: databaseUrl.parse(`${mariadb.url}/${name}`),
    caFile: mariadb.caFile,
  });
  await use(database).finally(database.close);
};

/** Products, customers, and orders of the last hours, one an hour. */
export const fillShop = (cloud: Cloud, name: string, orders: number): Promise<void> =>
  withDatabase(cloud, name, async (database) => {
    await fillCatalog(database, { products: 40, categories: 4, brands: 4 });
    const variant = await insertVariant(database, { stock: 500, price_minor: 1999 });
    for (let order = 1; order <= orders; order += 1) {
      await insertUser(database);
      await buy(database, [[variant, 1 + (order % 3)]], {
        now: new Date(Date.now() - order * hourMs),
      });
    }
  });

/** A shop of other people on the same server, which looks the same. */
export const openOtherShop = async (cloud: Cloud, name: string, orders: number): Promise<void> => {
  await ask(cloud, `create database ${name} character set utf8mb4 collate utf8mb4_bin`);
  await withDatabase(cloud, name, migrate);
  await fillShop(cloud, name, orders);
  await ask(
    cloud,
    `insert into ${name}.replication_heartbeat (id, beat_at) values (1, utc_timestamp(3))
     on duplicate key update beat_at = utc_timestamp(3)`,
  );
};
