import { readFileSync } from 'node:fs';
import {
  type CompiledQuery,
  type Dialect,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryId,
  type RootOperationNode,
} from 'kysely';
import { checkParameters } from '../check-parameters.ts';
import { MysqlDriver, type Route } from './mysql-driver.ts';

export const readCertificateAuthority = (file: string): string => readFileSync(file, 'utf8');

class CheckedQueryCompiler extends MysqlQueryCompiler {
  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    const compiled = super.compileQuery(node, queryId);
    checkParameters(compiled.parameters);
    return compiled;
  }
}

/** Kysely's MySQL dialect over the connections of a route. */
export const mysqlDialect = (route: Route, close: () => Promise<unknown>): Dialect => ({
  createAdapter: () => new MysqlAdapter(),
  createDriver: () => new MysqlDriver(route, close),
  createIntrospector: (db) => new MysqlIntrospector(db),
  createQueryCompiler: () => new CheckedQueryCompiler(),
});
