import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type Dialect,
  type QueryId,
  type RootOperationNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { checkParameters } from '../check-parameters.ts';
import { SqliteDriver } from './sqlite-driver.ts';

const settings =
  'pragma case_sensitive_like = on; pragma synchronous = normal; pragma cache_size = -65536; pragma temp_store = memory';

const open = (file: string, readOnly: boolean) => () => {
  if (!readOnly) mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { readOnly, enableForeignKeyConstraints: true });
  try {
    // Fails as busy while another process does the same to a new file.
    if (!readOnly) database.exec('pragma journal_mode = wal');
    database.exec(settings);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

class CheckedQueryCompiler extends SqliteQueryCompiler {
  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    const compiled = super.compileQuery(node, queryId);
    checkParameters(compiled.parameters);
    return compiled;
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  /** So that a migration happens as a whole, and in one process at a time. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely's SQLite dialect over the `node:sqlite` that comes with Node. */
export const sqliteDialect = (file: string, { readOnly = false } = {}): Dialect => ({
  createAdapter: () => new TransactionalDdlAdapter(),
  createDriver: () => new SqliteDriver(open(file, readOnly)),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new CheckedQueryCompiler(),
});
