import { readFileSync } from 'node:fs';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { databaseUrl } from '../../storefront/db/database-url.ts';
import { migrate } from '../../storefront/db/migrate.ts';
import { migrations } from '../../storefront/db/migrations/index.ts';
import { openDatabase } from '../../storefront/db/open-database.ts';

/** Every database of this run begins with it, so that runs may share a server. */
const databasePrefix = (): string => process.env['TEST_MYSQL_PREFIX'] ?? 'test';

/** The server that integration-setup.ts started or was given. */
const findServer = () => {
  const { TEST_MYSQL_URL: url, TEST_MYSQL_CA_FILE: caFile } = process.env;
  if (!url || !caFile) throw new Error('TEST_MYSQL_URL and TEST_MYSQL_CA_FILE are needed together');
  return { url, caFile };
};

/** Connects to the tests' server without choosing a database. */
const withServer = async <T>(use: (connection: Connection) => Promise<T>): Promise<T> => {
  const { url, caFile } = findServer();
  const ssl = { ca: readFileSync(caFile, 'utf8'), verifyIdentity: true };
  const connection = await createConnection({ uri: url, ssl });
  return use(connection).finally(() => connection.end());
};

const selectNames = async (connection: Connection, query: string): Promise<readonly string[]> => {
  const [rows] = await connection.query<RowDataPacket[]>({ sql: query, rowsAsArray: true });
  return rows.map((row) => String(row[0]));
};

const envOf = (name: string) => {
  const { url, caFile } = findServer();
  return { DATABASE_URL: new URL(`/${name}`, url).href, DATABASE_CA_FILE: caFile };
};

const workerPrefix = () => `${databasePrefix()}_${process.env['JEST_WORKER_ID']}`;

const inUtf8 = 'character set utf8mb4 collate utf8mb4_bin';

let named = 0;

const newName = () => {
  named += 1;
  return `${workerPrefix()}_${named}`;
};

/** A new database without any table; `giveBack` drops it. */
export const createMysqlDatabase = async () => {
  const name = `${newName()}_empty`;
  await withServer(async (connection) => {
    await connection.query(`drop database if exists ${name}`);
    await connection.query(`create database ${name} ${inUtf8}`);
  });
  const drop = () =>
    withServer(async (connection) => void (await connection.query(`drop database ${name}`)));
  return { env: envOf(name), giveBack: drop };
};

/** Makes a database that a test has used like one that was just migrated; false if it cannot. */
const empty = async (connection: Connection): Promise<boolean> => {
  const tables = await selectNames(connection, 'show tables');
  if (!tables.includes('kysely_migration')) return false;
  const applied = await selectNames(connection, 'select name from kysely_migration');
  if (applied.length !== Object.keys(migrations).length) return false;
  for (const trigger of await selectNames(connection, 'show triggers')) {
    await connection.query(`drop trigger ${trigger}`);
  }
  const used = await selectNames(
    connection,
    tables
      .filter((name) => !name.startsWith('kysely_'))
      .map((name) => `select '${name}' where exists (select 1 from ${name})`)
      .join(' union all '),
  );
  await connection.query('set foreign_key_checks = 0');
  for (const name of used) await connection.query(`truncate table ${name}`);
  await connection.query(
    `insert into categories (id, handle, name) values (1, 'all', 'All products')`,
  );
  return true;
};

// Migrating costs a quarter of a second, so a worker uses its databases again for its next tests.
const free: string[] = [];

/** An empty, migrated database that nobody else uses until `giveBack`. */
export const borrowMysqlDatabase = async () => {
  const name = free.pop() ?? newName();
  const env = envOf(name);
  const isReady = await withServer(async (connection) => {
    await connection.query(`create database if not exists ${name} ${inUtf8}`);
    await connection.query(`use ${name}`);
    return empty(connection);
  });
  if (!isReady) {
    const { DATABASE_URL: url, DATABASE_CA_FILE: caFile } = env;
    const database = openDatabase({ url: databaseUrl.parse(url), caFile });
    await migrate(database).finally(database.close);
  }
  return { env, giveBack: async () => void free.push(name) };
};

/** Drops what this run has left on a server that it did not start. */
export const dropMysqlDatabases = (): Promise<void> =>
  withServer(async (connection) => {
    const pattern = databasePrefix().replaceAll('_', '\\_');
    for (const name of await selectNames(connection, `show databases like '${pattern}\\_%'`)) {
      await connection.query(`drop database ${name}`);
    }
  });
