import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Migrations } from '../../../storefront/db/migrate.ts';
import { migrations } from '../../../storefront/db/migrations/index.ts';
import {
  applicationPassword,
  limitsOf,
  type MigrationBench,
  smallMigrations,
  startMigrationBench,
} from './migration-bench.ts';

const names = Object.keys(migrations);

let bench: MigrationBench;

beforeAll(async () => {
  bench = await startMigrationBench();
});

afterAll(() => bench.stop());

const tablesOf = async (database: string): Promise<readonly string[]> =>
  (
    await bench.query(
      `select table_name as name from information_schema.tables
        where table_schema = ? and table_name not like 'kysely%' order by table_name`,
      [database],
    )
  ).map(({ name }) => name);

describe('migrateDatabase', () => {
  it('makes database, schema and user on a new server, and proves them', async () => {
    const shop = bench.newShop();

    const result = await shop.run();

    expect(result).toEqual({
      outcome: 'done',
      createdDatabase: true,
      migrations: names,
      users: [
        `create user ${shop.user}`,
        `GRANT SELECT, INSERT, UPDATE, DELETE ON \`${shop.database}\`.* TO \`${shop.user}\`@\`%\``,
      ],
      checked: { writer: expect.stringContaining('AES'), reader: expect.stringContaining('AES') },
    });
    const [schema] = await bench.query(
      `select default_character_set_name as charset, default_collation_name as collation
        from information_schema.schemata where schema_name = ?`,
      [shop.database],
    );
    expect(schema).toEqual({ charset: 'utf8mb4', collation: 'utf8mb4_bin' });
    expect(await tablesOf(shop.database)).toEqual(expect.arrayContaining(['orders', 'products']));
  });

  it('does nothing the second time', async () => {
    const shop = bench.newShop();
    await shop.run();

    expect(await shop.run()).toMatchObject({
      outcome: 'done',
      createdDatabase: false,
      migrations: [],
      users: [],
    });
  });

  it('only says what it would do in a dry run', async () => {
    const shop = bench.newShop();

    const before = await shop.run({ dryRun: true });
    const [found] = await bench.query('show databases like ?', [shop.database]);
    await shop.run({}, { migrations: smallMigrations('0001-a') });
    await bench.query(`grant drop on ${shop.database}.* to ${shop.user}@'%'`);
    const later = await shop.run(
      { dryRun: true },
      { migrations: smallMigrations('0001-a', '0002-b') },
    );

    expect(before).toMatchObject({ outcome: 'planned', createsDatabase: true, migrations: names });
    expect(found).toBeUndefined();
    expect(later).toEqual({
      outcome: 'planned',
      createsDatabase: false,
      migrations: ['0002-b'],
      users: [`REVOKE DROP ON \`${shop.database}\`.* FROM \`${shop.user}\`@\`%\``],
    });
    expect(await tablesOf(shop.database)).toEqual(['t0001']);
  });

  it('lets one of four that begin together do the work', async () => {
    const shop = bench.newShop();

    const results = await Promise.all([shop.run(), shop.run(), shop.run(), shop.run()]);

    const done = results.flatMap((result) => (result.outcome === 'done' ? [result] : []));
    expect(done).toHaveLength(4);
    expect(done.flatMap((result) => result.migrations)).toEqual(names);
    expect(done.flatMap(({ users }) => users)).toHaveLength(2);
  });

  it('fails on what the database refuses, keeps what came before, and goes on there once mended', async () => {
    const shop = bench.newShop();
    const withSecond = (...statements: readonly string[]): Migrations => ({
      ...smallMigrations('0001-a'),
      '0002-b': () => ['create table first (id int primary key)', ...statements],
      ...smallMigrations('0003-c'),
    });
    const broken = { migrations: withSecond('alter table nowhere add column x int') };

    await expect(shop.run({}, broken)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(
        /^Migration 0002-b, statement 2 of 2: Table '.*nowhere' doesn't exist \(ER_NO_SUCH_TABLE\)$/,
      ),
    });
    const afterFailure = await tablesOf(shop.database);
    await expect(shop.run({}, broken)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    const mended = await shop.run(
      {},
      { migrations: withSecond('alter table first add column x int') },
    );

    expect(afterFailure).toEqual(['first', 't0001']);
    expect(mended).toMatchObject({ outcome: 'done', migrations: ['0002-b', '0003-c'] });
    expect(await tablesOf(shop.database)).toEqual(['first', 't0001', 't0003']);
  });

  it('refuses to go on after a statement that was executed in another form', async () => {
    const shop = bench.newShop();
    const of = (statement: string): Migrations => ({
      '0001-a': () => [statement, 'alter table nowhere add column x int'],
    });
    await shop.run({}, { migrations: of('create table a (id int)') }).catch(() => {});

    await expect(
      shop.run({}, { migrations: of('create table a (id bigint)') }),
    ).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/^Migration 0001-a, statement 1 of 2: an earlier version/),
    });
  });

  it('leaves a database alone that newer code has migrated', async () => {
    const shop = bench.newShop();
    await shop.run({}, { migrations: smallMigrations('0001-a', '0002-b') });
    await bench.query(`grant drop on ${shop.database}.* to ${shop.user}@'%'`);

    const result = await shop.run({}, { migrations: smallMigrations('0001-a') });

    expect(result).toEqual({
      outcome: 'left',
      because: 'newer code has migrated this database: it has 0002-b',
    });
    const grants = await bench.query(`show grants for ${shop.user}@'%'`);
    expect(JSON.stringify(grants)).toContain('DROP');
  });

  it('fails when database and code have gone different ways', async () => {
    const shop = bench.newShop();
    await shop.run({}, { migrations: smallMigrations('0001-a', '0002-b', '0003-c') });

    await expect(
      shop.run({}, { migrations: smallMigrations('0001-a', '0003-c', '0004-d') }),
    ).rejects.toMatchObject({
      code: 'MIGRATIONS_DIVERGED',
      message: expect.stringMatching(/only the database has 0002-b; only the code has 0004-d$/),
    });
    expect(await tablesOf(shop.database)).toEqual(['t0001', 't0002', 't0003']);
  });

  it('stops on the server, too, when the time is up, and the next run goes on', async () => {
    const shop = bench.newShop();
    const slow = (statement: string): Migrations => ({
      '0001-a': () => ['create table first (id int primary key)', statement],
    });

    const late = shop.run({}, { migrations: slow('do sleep(50)') }, limitsOf(2_000));

    await expect(late).rejects.toThrow();
    const next = await shop.run({}, { migrations: slow('do sleep(0)') });
    expect(next).toMatchObject({ outcome: 'done', migrations: ['0001-a'] });
    const running = await bench.query(
      `select id from information_schema.processlist where info like 'do sleep(50)'`,
    );
    expect(running).toEqual([]);
  });

  it('says so when another run keeps the lock, and works as soon as that one is dead', async () => {
    const shop = bench.newShop();
    const other = await bench.connectAs('admin', `it's \\ "the" admin`);
    await other.query('select get_lock(?, 1)', [`tidemarket-migration:${shop.database}`]);

    await expect(shop.run({}, {}, limitsOf(4_000))).rejects.toMatchObject({
      code: 'MIGRATION_RUNNING',
      message: expect.stringContaining(`by connection ${other.threadId}`),
    });
    const waiting = shop.run();
    other.destroy();

    expect(await waiting).toMatchObject({ outcome: 'done', migrations: names });
  });

  it('migrates in sessions that the server ends when nobody is behind them', async () => {
    const shop = bench.newShop();
    await shop.run(
      {},
      {
        migrations: {
          '0001-a': () => ['create table probe as select @@session.wait_timeout as s'],
        },
      },
    );

    expect(await bench.query(`select s from ${shop.database}.probe`)).toEqual([{ s: 60 }]);
  });

  it('lets the application read and write rows, and do nothing else', async () => {
    const shop = bench.newShop();
    await shop.run();
    const application = await bench.connectAs(shop.user, applicationPassword, shop.database);

    const denied = await Promise.all(
      [
        'create table mine (id int)',
        'drop table products',
        'alter table products add column x int',
        'truncate table products',
        'create temporary table mine (id int)',
        'lock tables products read',
        'select * from mysql.user',
        `grant select on ${shop.database}.* to ${shop.user}@'%'`,
        'create user other',
      ].map((statement) =>
        application.query(statement).then(
          () => `${statement} was allowed`,
          ({ code }: { code: string }) => code,
        ),
      ),
    );
    await application.query(`insert into brands (handle, name) values ('a', 'A')`);
    await application.query(`update brands set name = 'B'`);
    await application.query('delete from brands');
    await application.end();

    expect(denied).toEqual(denied.map(() => expect.stringMatching(/^ER_.*(DENIED|SPECIFIC)/)));
    const [rule] = await bench.query('select ssl_type as tls from mysql.user where user = ?', [
      shop.user,
    ]);
    expect(rule).toEqual({ tls: 'ANY' });
  });
});
