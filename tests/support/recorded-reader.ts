import { type CompiledQuery, Kysely } from 'kysely';
import { type Database, dialectOf } from '../../storefront/db/open-database.ts';
import { type DatabaseEnv, toSettings } from './database-env.ts';

/** The database with a reader of its own that notes every query it runs. */
export const recordReader = (
  database: Database,
  env: DatabaseEnv,
): { database: Database; queries: CompiledQuery[]; close: () => Promise<void> } => {
  const queries: CompiledQuery[] = [];
  const { url, caFile } = toSettings(env);
  const reader: Database['reader'] = new Kysely({
    dialect: dialectOf(url, caFile, false),
    log: ({ query }) => {
      queries.push(query);
    },
  });
  return { database: { ...database, reader }, queries, close: () => reader.destroy() };
};
