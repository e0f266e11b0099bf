import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { ResultSetHeader } from 'mysql2';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import type { Endpoint } from './endpoint.ts';
import type { Session } from './session.ts';

/** Endpoints to ask, the best first. */
export type Route = () => readonly Endpoint[];

type Lease = { readonly endpoint: Endpoint; readonly session: Session };

const isPlainRead = (sql: string): boolean =>
  /^\s*\(?\s*(select|with)\b/i.test(sql) &&
  !/\b(for update|for share|lock in share mode)\b/i.test(sql);

const isHeader = (result: unknown): result is ResultSetHeader =>
  typeof result === 'object' && result !== null && 'affectedRows' in result;

const toResult = <R>(result: unknown): QueryResult<R> => {
  if (Array.isArray(result)) return { rows: result as R[] };
  if (!isHeader(result)) return { rows: [] };
  return {
    rows: [],
    numAffectedRows: BigInt(result.affectedRows),
    ...(result.insertId ? { insertId: BigInt(result.insertId) } : {}),
  };
};

/** Errors of statements begin in the driver: this adds who has asked. */
const withCaller = (error: unknown): unknown => {
  if (error instanceof Error)
    error.stack += `\n${new Error().stack?.split('\n').slice(1).join('\n')}`;
  return error;
};

/** A connection of the first endpoint that has one. */
const lease = async (endpoints: readonly Endpoint[]): Promise<Lease> => {
  let failure: unknown;
  for (const endpoint of endpoints) {
    try {
      return { endpoint, session: await endpoint.acquire() };
    } catch (error) {
      failure = error;
      // Whoever is busy must not make the others busy too.
      if (!(error instanceof DatabaseUnavailable) || error.reason === 'busy') break;
    }
  }
  throw failure;
};

/** A connection as Kysely holds it, for one query or one transaction. */
class MysqlConnection implements DatabaseConnection {
  readonly #route: Route;
  #lease: Lease;
  #isFresh = true;

  private constructor(route: Route, lease: Lease) {
    this.#route = route;
    this.#lease = lease;
  }

  static async acquire(route: Route): Promise<MysqlConnection> {
    return new MysqlConnection(route, await lease(route()));
  }

  get isBroken(): boolean {
    return this.#lease.session.isBroken;
  }

  async #run(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    const { endpoint, session } = this.#lease;
    try {
      return await session.query(sql, parameters);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) endpoint.notice(error);
      throw error;
    }
  }

  /** Where to try a first statement again that has failed here; nobody when it is not worth it. */
  #findOthers(error: unknown): readonly Endpoint[] {
    const { endpoint } = this.#lease;
    const others = this.#route().filter((other) => other !== endpoint);
    // The pooled connection may have been dead for long: a new one tells.
    const isStale = error instanceof DatabaseUnavailable && error.reason === 'lost';
    return isStale ? [endpoint, ...others] : others;
  }

  /** Runs a statement of which nothing remains when it fails, on another connection if need be. */
  async runRepeatable(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    try {
      return await this.#run(sql, parameters);
    } catch (error) {
      const others = isFresh ? this.#findOthers(error) : [];
      if (others.length === 0) throw error;
      const next = await lease(others).catch(() => undefined);
      if (!next) throw error;
      this.release();
      this.#lease = next;
      return this.#run(sql, parameters);
    }
  }

  async run(sql: string): Promise<unknown> {
    this.#isFresh = false;
    return this.#run(sql, []);
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      if (isPlainRead(sql)) return toResult(await this.runRepeatable(sql, parameters));
      this.#isFresh = false;
      return toResult(await this.#run(sql, parameters));
    } catch (error) {
      throw withCaller(error);
    }
  }

  /** All rows at once: nobody reads from MySQL what does not fit into memory. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  release(): void {
    this.#lease.endpoint.release(this.#lease.session);
  }
}

/** Kysely's driver over the endpoints of a route. */
export class MysqlDriver implements Driver {
  readonly #route: Route;
  readonly #close: () => Promise<unknown>;

  constructor(route: Route, close: () => Promise<unknown>) {
    this.#route = route;
    this.#close = close;
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<MysqlConnection> {
    return MysqlConnection.acquire(this.#route);
  }

  async beginTransaction(
    connection: MysqlConnection,
    { isolationLevel, accessMode }: TransactionSettings,
  ): Promise<void> {
    const settings = [isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter(
      (setting) => setting !== undefined,
    );
    // Of the next transaction only, so it must be on the connection that begins it.
    if (settings.length > 0) await connection.run(`set transaction ${settings.join(', ')}`);
    await connection.runRepeatable('begin');
  }

  async commitTransaction(connection: MysqlConnection): Promise<void> {
    try {
      await connection.run('commit');
    } catch (error) {
      // A server that has become a reader has said no; any other may have heard us.
      if (!(error instanceof DatabaseUnavailable) || error.reason === 'read-only') throw error;
      const { endpoint, reason, cause } = error;
      throw new DatabaseUnavailable(endpoint, reason, { cause, mayHaveCommitted: true });
    }
  }

  async rollbackTransaction(connection: MysqlConnection): Promise<void> {
    // Without its connection a transaction is rolled back by the server.
    if (connection.isBroken) return;
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(connection: MysqlConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    await this.#close();
  }
}
