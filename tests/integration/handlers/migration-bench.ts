import { readFileSync } from 'node:fs';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { migrateDatabase } from '../../../handlers/migrate-database/migrate-database.ts';
import type { Services } from '../../../handlers/migrate-database/services.ts';
import type { Limits } from '../../../handlers/shared/build-handler.ts';
import { createSecrets } from '../../../handlers/shared/secrets.ts';
import type { Migrations } from '../../../storefront/db/migrate.ts';
import { migrations } from '../../../storefront/db/migrations/index.ts';
import { type PrivateMariadb, startPrivateMariadb } from '../../support/private-mariadb.ts';

/**
 * What RDS grants to a database's administrator: much, but not everything. DELETE HISTORY is only on
 * MariaDB, where it is a part of "all".
 */
const adminRights =
  'SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, REPLICATION SLAVE, DELETE HISTORY';

export const adminPassword = `it's \\ "the" admin`;
export const applicationPassword = `o'clock \\' -- "%_\` ; drop`;

/** A short migration that takes a moment, for tests that care about order and time only. */
export const smallMigrations = (...names: readonly string[]): Migrations =>
  Object.fromEntries(
    names.map((name) => [name, () => [`create table t${name.slice(0, 4)} (id int primary key)`]]),
  );

export const limitsOf = (ms = 60_000): Limits => {
  const endsAt = Date.now() + ms;
  return {
    signal: AbortSignal.timeout(ms),
    remainingMs: () => Math.max(0, endsAt - Date.now()),
  };
};

export type Shop = {
  readonly database: string;
  readonly user: string;
  readonly sibling: string;
  /** The secrets by their ids; tests may change them. */
  readonly values: Map<string, Record<string, unknown>>;
  readonly services: (more?: Partial<Services>) => Services;
  readonly run: (
    event?: { readonly dryRun?: boolean },
    more?: Partial<Services>,
    limits?: Limits,
  ) => ReturnType<typeof migrateDatabase>;
};

export type MigrationBench = {
  /** Runs statements as somebody who may do everything. */
  readonly query: (statement: string, values?: readonly unknown[]) => Promise<RowDataPacket[]>;
  readonly connectAs: (user: string, password: string, database?: string) => Promise<Connection>;
  /** A shop whose database and users are not there yet. */
  readonly newShop: () => Shop;
  readonly ca: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

export const startMigrationBench = async (
  args: readonly string[] = [],
): Promise<MigrationBench> => {
  const server: PrivateMariadb = await startPrivateMariadb({ args });
  const ca = readFileSync(server.caFile, 'utf8');
  const port = Number(new URL(server.url).port);
  const ssl = { ca, verifyIdentity: true };
  const root = await createConnection({ uri: server.url, ssl, multipleStatements: true });
  const query = async (statement: string, values: readonly unknown[] = []) => {
    const [rows] = await root.query<RowDataPacket[]>(statement, [...values]);
    return rows;
  };
  await query(`create user admin@'%' identified by ? require ssl`, [adminPassword]);
  await query(`grant ${adminRights} on *.* to admin@'%' with grant option`);

  let made = 0;
  const newShop = (): Shop => {
    made += 1;
    const [database, user, sibling] = [`shop${made}`, `app${made}_a`, `app${made}_b`];
    const values = new Map<string, Record<string, unknown>>([
      ['admin', { username: 'admin', password: adminPassword }],
      [
        'application',
        {
          engine: 'mysql',
          username: user,
          password: applicationPassword,
          host: '127.0.0.1',
          readerHost: 'localhost',
          port,
          dbname: database,
          masterarn: 'admin',
        },
      ],
    ]);
    const services = (more: Partial<Services> = {}): Services => ({
      config: {
        ADMIN_SECRET_ID: 'admin',
        APPLICATION_SECRET_ID: 'application',
        MIGRATIONS_HASH: 'this-code',
      },
      secrets: createSecrets(async (id) => JSON.stringify(values.get(id))),
      ca,
      migrations,
      sleep: async () => undefined,
      ...more,
    });
    return {
      database,
      user,
      sibling,
      values,
      services,
      run: ({ dryRun = false } = {}, more = {}, limits = limitsOf()) =>
        migrateDatabase({ dryRun }, services(more), limits),
    };
  };

  return {
    query,
    connectAs: (user, password, database) =>
      createConnection({
        host: '127.0.0.1',
        port,
        user,
        password,
        ssl,
        ...(database === undefined ? {} : { database }),
      }),
    newShop,
    ca,
    port,
    stop: async () => {
      root.destroy();
      await server.stop();
    },
  };
};
