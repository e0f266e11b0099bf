import { readFileSync } from 'node:fs';
import { type Connection, createConnection } from 'mysql2/promise';
import { checkCopy } from '../../../handlers/check-backup/check-copy.ts';
import { takeWatermark } from '../../../handlers/record-watermark/take-watermark.ts';
import { type MysqlAddress, withMysql } from '../../../handlers/shared/connect-mysql.ts';
import type { Check } from '../../../handlers/shared/drill.ts';
import { listTables } from '../../../handlers/shared/watermark/database-facts.ts';
import type { Watermark } from '../../../handlers/shared/watermark/watermark.ts';
import { migrate } from '../../../storefront/db/migrate.ts';
import { type Database, openDatabase } from '../../../storefront/db/open-database.ts';
import { type DatabaseEnv, toSettings } from '../../support/database-env.ts';
import { createMysqlDatabase } from '../../support/mysql-databases.ts';

/** A database of the tests' server, as functions reach it. */
export type Shop = {
  readonly name: string;
  readonly address: MysqlAddress;
  readonly database: Database;
  /** Runs statements, without looking at foreign keys. */
  readonly run: (...statements: readonly string[]) => Promise<void>;
};

export type DrillBench = {
  readonly openShop: () => Promise<Shop>;
  /** A database without any table. */
  readonly openEmpty: () => Promise<Shop>;
  /** Another database with the same rows. */
  readonly copy: (shop: Shop) => Promise<Shop>;
  readonly stop: () => Promise<void>;
};

const addressOf = ({ DATABASE_URL, DATABASE_CA_FILE = '' }: DatabaseEnv): MysqlAddress => {
  const { hostname, port, username, password } = new URL(DATABASE_URL);
  const ca = readFileSync(DATABASE_CA_FILE, 'utf8');
  return { host: hostname, port: Number(port), user: username, password, ca };
};

const withoutKeys = async (
  { ca, host, port, user, password }: MysqlAddress,
  database: string,
  use: (connection: Connection) => Promise<void>,
): Promise<void> => {
  const connection = await createConnection({ host, port, user, password, database, ssl: { ca } });
  await connection.query('set foreign_key_checks = 0');
  await use(connection).finally(() => connection.end());
};

export const startDrillBench = (): DrillBench => {
  const cleanUps: (() => Promise<unknown>)[] = [];

  const open = async (isMigrated: boolean): Promise<Shop> => {
    const { env, giveBack } = await createMysqlDatabase();
    cleanUps.push(giveBack);
    const database = openDatabase(toSettings(env));
    cleanUps.push(database.close);
    if (isMigrated) await migrate(database);
    const name = new URL(env.DATABASE_URL).pathname.slice(1);
    const address = addressOf(env);
    return {
      name,
      address,
      database,
      run: (...statements) =>
        withoutKeys(address, name, async (connection) => {
          for (const statement of statements) await connection.query(statement);
        }),
    };
  };

  return {
    openShop: () => open(true),
    openEmpty: () => open(false),
    copy: async (shop) => {
      const copy = await open(true);
      await withoutKeys(shop.address, shop.name, async (connection) => {
        for (const table of await listTables(connection, shop.name)) {
          await connection.query('truncate table ??.??', [copy.name, table]);
          await connection.query('insert into ??.?? select * from ??.??', [
            copy.name,
            table,
            shop.name,
            table,
          ]);
        }
      });
      return copy;
    },
    stop: async () => {
      for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
    },
  };
};

/** What the shop's storefronts and the watermarks do every moment. */
export const beat = (shop: Shop): Promise<void> =>
  shop.run('replace into replication_heartbeat (id, beat_at) values (1, utc_timestamp(3))');

export const markOf = ({ address, name }: Shop): Promise<Watermark> =>
  withMysql({ ...address, database: name }, (connection) => takeWatermark(connection, name));

export const minutesFromNow = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

export type Compared = {
  readonly checks: readonly Check[];
  /** Names of the checks that have failed. */
  readonly failed: readonly string[];
  readonly beatAt: string | undefined;
};

/** Checks a copy of which the snapshot was taken six minutes from now. */
export const compare = (
  { address, name }: Pick<Shop, 'address' | 'name'>,
  watermark: Watermark | undefined,
  more: Partial<Parameters<typeof checkCopy>[0]> = {},
): Promise<Compared> =>
  withMysql(address, async (connection) => {
    const { checks, beatAt } = await checkCopy({
      connection,
      database: name,
      snapshotAt: minutesFromNow(6),
      drillStartedAt: minutesFromNow(60),
      watermark,
      isGiven: false,
      ...more,
    });
    return { checks, failed: checks.filter(({ ok }) => !ok).map((it) => it.name), beatAt };
  });
