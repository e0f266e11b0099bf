import { DatabaseUnavailable } from '../../storefront/db/database-unavailable.ts';
import type { MysqlEndpoints } from '../../storefront/db/mysql/credentials.ts';
import { type Database, openDatabase } from '../../storefront/db/open-database.ts';
import type { DataServices } from './build-data-services.ts';
import { type ApplicationSecret, applicationSecret, serversOf } from './database-secrets.ts';
import { Failure } from './failure.ts';

type Source = {
  readonly config: Pick<DataServices['config'], 'APPLICATION_SECRET_ID'>;
} & Pick<DataServices, 'secrets' | 'ca'>;

const limits = {
  poolSize: 3,
  readerPoolSize: 1,
  queueLimit: 100,
  acquireTimeoutMs: 20_000,
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 60_000,
};

const endpointsOf = (secret: ApplicationSecret): MysqlEndpoints => {
  const { username: user, password, dbname: database } = secret;
  const login = { kind: 'mysql' as const, user, password, database };
  const { writer, reader } = serversOf(secret);
  return { writer: { ...writer, ...login }, reader: reader && { ...reader, ...login } };
};

const toFailure = (error: unknown): unknown =>
  error instanceof DatabaseUnavailable
    ? new Failure(
        'DATABASE_UNREACHABLE',
        `The database does not answer as it should: ${error.message}`,
        "Check the database's state, its security group, and the function's subnets; then run it again.",
        error,
      )
    : error;

/**
 * The shop's database as the storefront has it, with the application's rights and no more, for as
 * long as `use` takes: a frozen Lambda would keep its connections open.
 * @param statementTimeoutMs longest time of one statement, where a minute is not enough
 * @throws Failure DATABASE_UNREACHABLE, SECRET_INVALID
 */
export const withShopDatabase = async <T>(
  { config, secrets, ca }: Source,
  use: (database: Database, secret: ApplicationSecret) => Promise<T>,
  statementTimeoutMs = limits.statementTimeoutMs,
): Promise<T> => {
  const read = () => secrets.read(config.APPLICATION_SECRET_ID, applicationSecret);
  const secret = await read();
  const database = openDatabase({
    credentials: { initial: endpointsOf(secret), fetch: async () => endpointsOf(await read()) },
    ca,
    limits: { ...limits, statementTimeoutMs },
  });
  try {
    return await use(database, secret);
  } catch (error) {
    throw toFailure(error);
  } finally {
    await database.close();
  }
};
