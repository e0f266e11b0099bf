import { readFileSync } from 'node:fs';
import {
  CompiledQuery,
  type Dialect,
  MysqlDialect,
  MysqlQueryCompiler,
  type QueryId,
  type RootOperationNode,
} from 'kysely';
import { createPool } from 'mysql2';
import { checkParameters } from '../check-parameters.ts';
import type { DatabaseUrl } from '../database-url.ts';

/** What every session runs under, whatever the server's own defaults are. */
const sessionSettings = [
  `set session sql_mode = 'STRICT_ALL_TABLES,PIPES_AS_CONCAT,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  `set session time_zone = '+00:00'`,
  `set names utf8mb4 collate utf8mb4_bin`,
  'set session transaction isolation level read committed',
];

export type MysqlOptions = {
  /** PEM text of the certificate authority; the server's host name is verified against it. */
  readonly ca: string;
  /** Connections at most, 10 unless told. */
  readonly poolSize?: number;
};

export const readCertificateAuthority = (file: string): string => readFileSync(file, 'utf8');

class CheckedQueryCompiler extends MysqlQueryCompiler {
  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    const compiled = super.compileQuery(node, queryId);
    checkParameters(compiled.parameters);
    return compiled;
  }
}

class CheckedMysqlDialect extends MysqlDialect {
  override createQueryCompiler(): MysqlQueryCompiler {
    return new CheckedQueryCompiler();
  }
}

/** Kysely's MySQL dialect over a mysql2 pool whose connections are always verified TLS. */
export const mysqlDialect = (
  url: Extract<DatabaseUrl, { kind: 'mysql' }>,
  { ca, poolSize = 10 }: MysqlOptions,
): Dialect =>
  new CheckedMysqlDialect({
    pool: createPool({
      host: url.host,
      port: url.port,
      user: url.user,
      password: url.password,
      database: url.database,
      // mysql2 checks the certificate's host name only when verifyIdentity is set.
      ssl: { ca, rejectUnauthorized: true, verifyIdentity: true },
      charset: 'utf8mb4_bin',
      connectionLimit: poolSize,
      connectTimeout: 5_000,
      timezone: 'Z',
      dateStrings: true,
      supportBigNumbers: true,
      decimalNumbers: true,
    }),
    onCreateConnection: async (connection) => {
      for (const setting of sessionSettings) {
        await connection.executeQuery(CompiledQuery.raw(setting));
      }
    },
  });
