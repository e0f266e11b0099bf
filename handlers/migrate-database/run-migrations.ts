import { type MigrationPlan, MigrationsDiverged } from '../../storefront/db/compare-migrations.ts';
import { type Migrations, migrate, planMigrations } from '../../storefront/db/migrate.ts';
import { MigrationFailed } from '../../storefront/db/migration-steps.ts';
import { mysqlFlavor } from '../../storefront/db/mysql/mysql-flavor.ts';
import type { Db } from '../../storefront/db/open-database.ts';
import { Failure } from '../shared/failure.ts';
import { messageOf } from '../shared/mysql-errors.ts';

const explain = (error: unknown): unknown => {
  if (error instanceof MigrationFailed) {
    return new Failure(
      'MIGRATION_FAILED',
      `Migration ${error.migration}, statement ${error.statement} of ${error.statements}: ${messageOf(error.cause)}`,
      'What came before it stays, nothing after it was tried. Mend the migration and deploy again: it goes on at this statement.',
      error.cause,
    );
  }
  if (error instanceof MigrationsDiverged) {
    return new Failure(
      'MIGRATIONS_DIVERGED',
      error.message,
      'Deploy code whose migrations continue those of the database; CONTRIBUTING.md says how they are numbered.',
    );
  }
  return error;
};

/** @throws Failure MIGRATIONS_DIVERGED */
export const findPlan = (writer: Db, known: Migrations): Promise<MigrationPlan> =>
  planMigrations({ writer }, known).catch((error) => {
    throw explain(error);
  });

/**
 * Applies what the plan names, in order; returns the names.
 * @throws Failure MIGRATION_FAILED naming the migration, with the database's message
 */
export const runMigrations = async (writer: Db, known: Migrations): Promise<readonly string[]> => {
  try {
    return (await migrate({ writer, flavor: mysqlFlavor }, known)).map(
      ({ migrationName }) => migrationName,
    );
  } catch (error) {
    throw explain(error);
  }
};
