import { type MigrationResult, Migrator, sql } from 'kysely';
import { migrations } from './migrations/index.ts';
import type { Database } from './open-database.ts';

const migrator = ({ writer, flavor }: Database): Migrator =>
  new Migrator({
    db: writer,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, statements]) => [
            name,
            {
              up: async (db) => {
                for (const statement of statements(flavor)) await sql.raw(statement).execute(db);
              },
            },
          ]),
        ),
    },
  });

/**
 * Brings the schema up to date, under a lock, and returns what was done: empty when nothing was.
 * @throws the database's error of the migration that failed; those after it were not tried.
 */
export const migrate = async (database: Database): Promise<readonly MigrationResult[]> => {
  const { error, results = [] } = await migrator(database).migrateToLatest();
  if (error) throw error;
  return results;
};

/** Names of the migrations that the database has not had yet. */
export const findPendingMigrations = async (database: Database): Promise<readonly string[]> =>
  (await migrator(database).getMigrations())
    .filter(({ executedAt }) => !executedAt)
    .map(({ name }) => name);
