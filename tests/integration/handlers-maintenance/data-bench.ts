import type { DataServices } from '../../../handlers/shared/build-data-services.ts';
import type { Entry } from '../../../handlers/shared/operations-table.ts';
import { createSecrets } from '../../../handlers/shared/secrets.ts';
import { type Database, openDatabase } from '../../../storefront/db/open-database.ts';
import {
  applicationPassword,
  type MigrationBench,
  startMigrationBench,
} from '../handlers/migration-bench.ts';

export const now = new Date('2026-03-04T12:00:00.000Z');

/** A shop with a database of its own and what its maintenance left behind. */
export type DataShop = {
  readonly name: string;
  readonly database: Database;
  readonly services: DataServices;
  readonly adminSecretId: string;
  /** Values of what was recorded, in order. */
  readonly records: readonly Entry['value'][];
  readonly told: readonly string[];
  /** The application's secret; tests may change it. */
  readonly secret: Record<string, unknown>;
};

export type DataBench = {
  readonly server: MigrationBench;
  readonly openShop: () => Promise<DataShop>;
  readonly stop: () => Promise<void>;
};

export const startDataBench = async (args: readonly string[] = []): Promise<DataBench> => {
  const server = await startMigrationBench(args);
  const opened: Database[] = [];

  const openShop = async (): Promise<DataShop> => {
    const shop = server.newShop();
    await shop.run();
    const address = {
      kind: 'mysql' as const,
      host: '127.0.0.1',
      port: server.port,
      user: shop.user,
      password: applicationPassword,
      database: shop.database,
    };
    const database = openDatabase({
      credentials: { initial: { writer: address, reader: undefined } },
      ca: server.ca,
    });
    opened.push(database);
    const records: Entry['value'][] = [];
    const told: string[] = [];
    return {
      name: shop.database,
      database,
      adminSecretId: 'admin',
      secret: shop.values.get('application') ?? {},
      records,
      told,
      services: {
        config: {
          STAGE: 'test',
          TABLE_NAME: 't',
          TOPIC_ARN: 'arn:t',
          APPLICATION_SECRET_ID: 'application',
        },
        secrets: createSecrets(async (id) => JSON.stringify(shop.values.get(id))),
        ca: server.ca,
        table: {
          putAll: async (entries) => void records.push(...entries.map(({ value }) => value)),
        },
        tell: async (news) => void told.push('text' in news ? news.text : ''),
        now: () => now,
      },
    };
  };

  return {
    server,
    openShop,
    stop: async () => {
      for (const database of opened) await database.close();
      await server.stop();
    },
  };
};
