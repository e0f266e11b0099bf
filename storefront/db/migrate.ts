import { type MigrationResult, Migrator, sql } from 'kysely';
import { compareMigrations, type MigrationPlan } from './compare-migrations.ts';
import { executeSteps } from './migration-steps.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './open-database.ts';

export type Migrations = typeof migrations;

type Target = Pick<Database, 'writer' | 'flavor'>;

const migrator = (
  { writer, flavor }: Target,
  known: Migrations,
  onFailure: (error: unknown) => void = () => {},
): Migrator =>
  new Migrator({
    db: writer,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(known).map(([name, statements]) => [
            name,
            {
              up: (db) =>
                executeSteps(db, flavor.kind, name, statements(flavor)).catch((error) => {
                  onFailure(error);
                  throw error;
                }),
            },
          ]),
        ),
    },
  });

/**
 * Brings the schema up to date, under a lock, and returns what was done: empty when nothing was.
 * @throws MigrationFailed with the database's message; those after it were not tried.
 */
export const migrate = async (
  database: Target,
  known: Migrations = migrations,
): Promise<readonly MigrationResult[]> => {
  let failure: unknown;
  const { error, results = [] } = await migrator(database, known, (reason) => {
    failure = reason;
  }).migrateToLatest();
  // On a connection that is gone, giving the lock back fails as well, and hides why it is gone.
  if (error) throw failure ?? error;
  return results;
};

/** Names of the migrations that the database has not had yet. */
export const findPendingMigrations = async (database: Target): Promise<readonly string[]> =>
  (await migrator(database, migrations).getMigrations())
    .filter(({ executedAt }) => !executedAt)
    .map(({ name }) => name);

/**
 * What `migrate` would do, and whether newer code was here before. Changes nothing.
 * @throws MigrationsDiverged
 */
export const planMigrations = async (
  { writer }: Pick<Target, 'writer'>,
  known: Migrations = migrations,
): Promise<MigrationPlan> => {
  const tables = await writer.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    return compareMigrations(Object.keys(known), []);
  }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(writer);
  return compareMigrations(
    Object.keys(known),
    rows.map(({ name }) => name),
  );
};
