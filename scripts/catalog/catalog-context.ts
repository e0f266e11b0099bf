import type { Config } from '../../storefront/config.ts';
import { findPendingMigrations, migrate } from '../../storefront/db/migrate.ts';
import type { Database } from '../../storefront/db/open-database.ts';
import type { Progress } from './progress.ts';

/** What both commands need. */
export type CatalogContext = {
  readonly config: Config;
  readonly database: Database;
  readonly progress: Progress;
  readonly signal: AbortSignal;
};

/**
 * Brings an embedded database up to date. A MySQL server is migrated by the deployment only, in the
 * order that its instances need.
 * @throws when a MySQL database lacks a migration.
 */
export const prepareDatabase = async (database: Database): Promise<void> => {
  if (database.flavor.kind === 'sqlite') {
    await migrate(database);
    return;
  }
  const pending = await findPendingMigrations(database);
  if (pending.length === 0) return;
  throw new Error(
    `the database lacks migrations (${pending.join(', ')}): deploy this version first`,
  );
};
