import { afterEach, describe } from '@jest/globals';
import { migrate } from '../../storefront/db/migrate.ts';
import { type Database, openDatabase } from '../../storefront/db/open-database.ts';
import { type DatabaseEnv, toSettings } from './database-env.ts';
import { borrowMysqlDatabase, createMysqlDatabase } from './mysql-databases.ts';
import { createTempDir } from './temp-dir.ts';

export type { DatabaseEnv };

export type OpenTestDatabase = () => Promise<Database>;

type TestDatabase = { readonly env: DatabaseEnv; readonly giveBack: () => Promise<void> };

type Kind = {
  readonly name: 'SQLite' | 'MariaDB';
  /** A database without any table. */
  readonly create: () => Promise<TestDatabase>;
  /** A database with the newest schema and no rows of any test. */
  readonly borrow: () => Promise<TestDatabase>;
};

const createSqliteDatabase = async (): Promise<TestDatabase> => {
  const folder = createTempDir();
  return {
    env: { DATABASE_URL: `sqlite:${folder.path}/test.db` },
    giveBack: async () => folder.remove(),
  };
};

const migrated = async (test: TestDatabase): Promise<TestDatabase> => {
  const database = openDatabase(toSettings(test.env));
  await migrate(database).finally(database.close);
  return test;
};

const sqlite: Kind = {
  name: 'SQLite',
  create: createSqliteDatabase,
  borrow: async () => migrated(await createSqliteDatabase()),
};

const mariadb: Kind = {
  name: 'MariaDB',
  create: createMysqlDatabase,
  borrow: borrowMysqlDatabase,
};

export type MoreDatabases = {
  readonly kind: Kind['name'];
  /** A database without any table, removed after the test. */
  readonly createEmptyDatabase: () => Promise<DatabaseEnv>;
  /** An empty, migrated database, for a test that opens it itself or by another process. */
  readonly createMigratedDatabase: () => Promise<DatabaseEnv>;
};

const defineFor = (
  kind: Kind,
  name: string,
  define: (openTestDatabase: OpenTestDatabase, more: MoreDatabases) => void,
): void =>
  describe(`${name} [${kind.name}]`, () => {
    const used: TestDatabase[] = [];
    const opened: Database[] = [];
    const keep = (test: TestDatabase): DatabaseEnv => {
      used.push(test);
      return test.env;
    };

    afterEach(async () => {
      for (const database of opened.splice(0)) await database.close();
      for (const test of used.splice(0)) await test.giveBack();
    });

    define(
      async () => {
        const database = openDatabase(toSettings(keep(await kind.borrow())));
        opened.push(database);
        return database;
      },
      {
        kind: kind.name,
        createEmptyDatabase: async () => keep(await kind.create()),
        createMigratedDatabase: async () => keep(await kind.borrow()),
      },
    );
  });

/**
 * Runs a suite once on SQLite and once on MariaDB (or the MySQL server of TEST_MYSQL_URL). Every
 * call of `openTestDatabase` gives an empty, migrated database, closed and gone after the test.
 */
export const describeEachDatabase = (
  name: string,
  define: (openTestDatabase: OpenTestDatabase, more: MoreDatabases) => void,
): void => {
  defineFor(sqlite, name, define);
  // Set by scripts/test.ts, which then says that these were left out.
  if (!process.env['TEST_WITHOUT_MARIADB']) defineFor(mariadb, name, define);
};
