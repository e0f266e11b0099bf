import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { findPendingMigrations, migrate } from '../../../storefront/db/migrate.ts';
import { migrations } from '../../../storefront/db/migrations/index.ts';
import { type Database, openDatabase } from '../../../storefront/db/open-database.ts';
import { type DatabaseEnv, toSettings } from '../../support/database-env.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { startLeashed } from '../../support/leashed-process.ts';

const names = Object.keys(migrations);
const migrator = new URL('../../support/migrate-process.ts', import.meta.url).pathname;

/** Migrates in a process of its own; returns what that wrote. */
const migrateElsewhere = async (env: DatabaseEnv): Promise<string> => {
  const started = startLeashed([process.execPath, migrator], { env: { ...process.env, ...env } });
  await started.exit;
  return started.output();
};

const withDatabase = async <T>(env: DatabaseEnv, use: (database: Database) => Promise<T>) => {
  const database = openDatabase(toSettings(env));
  return use(database).finally(database.close);
};

describeEachDatabase('migrate', (_open, { createEmptyDatabase, createMigratedDatabase }) => {
  it('brings an empty database up to date, once', async () => {
    const env = await createEmptyDatabase();

    await withDatabase(env, async (database) => {
      expect(await findPendingMigrations(database)).toEqual(names);

      const first = await migrate(database);
      const second = await migrate(database);

      expect(first.map(({ migrationName }) => migrationName)).toEqual(names);
      expect(second).toEqual([]);
      expect(await findPendingMigrations(database)).toEqual([]);
    });
  });

  it('is done by one of four processes that begin together', async () => {
    const env = await createEmptyDatabase();

    const outputs = await Promise.all(Array.from({ length: 4 }, () => migrateElsewhere(env)));

    expect(outputs.sort()).toEqual([`${JSON.stringify(names)}\n`, '[]\n', '[]\n', '[]\n']);
  });

  it('leaves a root category and no other row', async () => {
    const env = await createMigratedDatabase();

    await withDatabase(env, async ({ writer }) => {
      const tables = await writer.introspection.getTables();
      const rows = await Promise.all(
        tables
          .map(({ name }) => name)
          .filter((name) => !/^kysely_|^product_search/.test(name))
          .map(async (name) => {
            const found = await sql<object>`select * from ${sql.table(name)}`.execute(writer);
            return [name, found.rows.length] as const;
          }),
      );
      expect(rows.filter(([, count]) => count > 0)).toEqual([['categories', 1]]);
    });
  });
});
