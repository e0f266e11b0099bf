import { databaseUrl } from '../../storefront/db/database-url.ts';
import type { DatabaseSettings } from '../../storefront/db/open-database.ts';

/** A database as the storefront's environment names it. */
export type DatabaseEnv = { readonly DATABASE_URL: string; readonly DATABASE_CA_FILE?: string };

export const toSettings = (env: DatabaseEnv): DatabaseSettings => ({
  url: databaseUrl.parse(env.DATABASE_URL),
  caFile: env.DATABASE_CA_FILE,
});
