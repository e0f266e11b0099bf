import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reportDatabaseEvent } from '../../../handlers/report-database/event.ts';
import { reportDatabase } from '../../../handlers/report-database/report-database.ts';
import { withReadOnly } from '../../../handlers/report-database/section.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import { beat } from '../../../storefront/db/heartbeat.ts';
import { buy, insertVariant } from '../../support/shopping.ts';
import { adminPassword, limitsOf } from '../handlers/migration-bench.ts';
import { type DataBench, type DataShop, startDataBench } from './data-bench.ts';

let bench: DataBench;
let shop: DataShop;

const startWith = (...args: readonly string[]) => {
  beforeAll(async () => {
    bench = await startDataBench(args);
  });
  beforeEach(async () => {
    shop = await bench.openShop();
  });
  afterAll(() => bench.stop());
};

const report = (event: object = {}) => {
  const { config, ...services } = shop.services;
  const more = { ADMIN_SECRET_ID: shop.adminSecretId, SLOW_LOG_GROUP: '/aws/rds/slow' };
  return reportDatabase(
    parseEvent(reportDatabaseEvent, event),
    { ...services, config: { ...config, ...more } },
    limitsOf(),
  );
};

describe('a report of a server with performance_schema', () => {
  startWith('--performance-schema=ON');

  it('has sizes, connections, lag, statements and scans', async () => {
    const variant = await insertVariant(shop.database, { stock: 5 });
    await buy(shop.database, [[variant, 1]]);
    await beat(shop.database);
    // Those of the migration and the other tests would push ours off the list.
    await bench.server.query(
      'truncate table performance_schema.events_statements_summary_by_digest',
    );
    await shop.database.writer
      .selectFrom('order_items')
      .selectAll()
      .where('title', '=', 'secret')
      .execute();

    const result = await report({ top: 100 });

    expect(result.tables).toContainEqual({
      table: 'orders',
      rows: expect.any(Number),
      dataBytes: 16_384,
      indexBytes: 81_920,
    });
    expect(result.indexes).toContainEqual({
      table: 'orders',
      index: 'orders_by_email',
      bytes: 16_384,
    });
    expect(result.writer).toMatchObject({
      version: expect.stringContaining('MariaDB'),
      connections: expect.any(Number),
      maxConnections: 200,
    });
    expect(result.lagMs).toEqual(expect.any(Number));
    expect(result.statements).toContainEqual(
      expect.objectContaining({
        statement: expect.stringMatching(/FROM `order_items` WHERE `title` = \?/i),
        times: 1,
        withoutIndex: 1,
      }),
    );
    expect(result.fullScans).toContainEqual({ table: 'order_items', rowsRead: 1 });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(result.missingIndexes).toEqual({
      tablesWithoutPrimaryKey: [],
      foreignKeysWithoutIndex: [],
    });
    expect(result.summary).toMatch(
      /^\d+ tables of \d+ MB, \d+ of 200 connections, reader \d+ ms behind, no index is missing$/,
    );
    expect(shop.told).toEqual([result.summary]);
  });

  it('has the transactions that are open, without what they say', async () => {
    const user = String(shop.secret['username']);
    const connection = await bench.server.connectAs(
      user,
      String(shop.secret['password']),
      shop.name,
    );
    await connection.query('start transaction');
    await connection.query("insert into brands (handle, name) values ('private', 'private')");

    const { transactions } = await report();
    connection.destroy();

    expect(transactions).toContainEqual({
      connection: connection.threadId,
      seconds: expect.any(Number),
      state: 'RUNNING',
      rowsLocked: expect.any(Number),
      rowsChanged: 1,
    });
    expect(JSON.stringify(transactions)).not.toContain('private');
  });

  it('names tables without a primary key, and foreign keys without an index', async () => {
    await bench.server.query(`use ${shop.name};
      create table bare (id int);
      create table child (id int primary key, parent bigint,
        constraint child_parent foreign key (parent) references brands (id));
      set foreign_key_checks = 0; drop index child_parent on child; set foreign_key_checks = 1`);

    expect((await report()).missingIndexes).toEqual({
      tablesWithoutPrimaryKey: ['bare'],
      foreignKeysWithoutIndex: ['child.parent'],
    });
  });

  it('says of each part that is not to be had why, and has the rest', async () => {
    shop.secret['readerPort'] = 1;
    await bench.server.query(`alter user admin@'%' account lock`);

    const result = await report();
    await bench.server.query(`alter user admin@'%' account unlock`);

    expect(result.reader).toEqual({ unavailable: expect.stringContaining('ECONNREFUSED') });
    expect(result.statements).toEqual({ unavailable: expect.stringMatching(/locked/) });
    expect(result.tables).toContainEqual(expect.objectContaining({ table: 'orders' }));
  });

  it('is quiet as a dry run', async () => {
    expect(await report({ dryRun: true })).toMatchObject({ outcome: 'reported' });
    expect([shop.records, shop.told]).toEqual([[], []]);
  });
});

describe('a report of a server without performance_schema', () => {
  startWith();

  it('says where slow statements are found instead', async () => {
    const { statements, fullScans, transactions } = await report();

    const unavailable = expect.stringContaining('/aws/rds/slow');
    expect([statements, fullScans]).toEqual([{ unavailable }, { unavailable }]);
    expect(transactions).toEqual([]);
  });

  it('tells a shop without a heartbeat and one without a reader', async () => {
    expect((await report()).lagMs).toEqual({
      unavailable: 'no storefront has written a heartbeat yet',
    });

    shop.secret['readerHost'] = '127.0.0.1';

    expect((await report()).lagMs).toEqual({
      unavailable: 'there is no reader: the writer answers all',
    });
  });

  it('can change nothing, even as the administrator', async () => {
    const admin = {
      host: '127.0.0.1',
      port: bench.server.port,
      user: 'admin',
      password: adminPassword,
      ca: bench.server.ca,
    };

    await expect(
      withReadOnly(admin, (ask) => ask(`delete from ${shop.name}.brands`)),
    ).rejects.toThrow('READ ONLY transaction');
  });
});
