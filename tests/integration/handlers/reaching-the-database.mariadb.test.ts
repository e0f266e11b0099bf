import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrateDatabaseEvent } from '../../../handlers/migrate-database/event.ts';
import { migrateDatabase } from '../../../handlers/migrate-database/migrate-database.ts';
import type { Services } from '../../../handlers/migrate-database/services.ts';
import { buildHandler } from '../../../handlers/shared/build-handler.ts';
import { createCertificateAuthority } from '../../support/certificate-authority.ts';
import { findFreePort } from '../../support/free-port.ts';
import { type AnswerServer, stackRequest, startAnswerServer } from './answer-server.ts';
import { lambdaContext, recordLog } from './lambda-context.ts';
import {
  adminPassword,
  applicationPassword,
  type MigrationBench,
  type Shop,
  smallMigrations,
  startMigrationBench,
} from './migration-bench.ts';

let bench: MigrationBench;
let answers: AnswerServer;
const proxies: Server[] = [];
const few = { migrations: smallMigrations('0001-a') };

beforeAll(async () => {
  bench = await startMigrationBench();
  answers = await startAnswerServer();
});

afterEach(() => {
  for (const proxy of proxies.splice(0)) proxy.close();
});

afterAll(async () => {
  await answers.stop();
  await bench.stop();
});

const change = (shop: Shop, values: Record<string, unknown>) =>
  shop.values.set('application', { ...shop.values.get('application'), ...values });

/** A handler as Lambda has it, but with this shop's services. */
const handlerOf = (services: Services) => {
  const logger = recordLog();
  const handler = buildHandler({
    event: migrateDatabaseEvent,
    buildServices: () => services,
    work: migrateDatabase,
    logger,
    hide: ({ secrets }) => secrets.hide,
  });
  return { handler, logger };
};

const expectNoSecret = (text: string): void => {
  for (const password of [adminPassword, applicationPassword]) {
    expect(text).not.toContain(password);
    expect(text).not.toContain(JSON.stringify(password).slice(1, -1));
  }
};

describe('reaching the database', () => {
  it('waits for a database that does not listen yet', async () => {
    const shop = bench.newShop();
    const port = await findFreePort();
    change(shop, { port });
    let pauses = 0;
    const sleep = async () => {
      pauses += 1;
      if (pauses !== 3) return;
      const proxy = createServer((socket) => {
        const onward = connect(bench.port, '127.0.0.1');
        socket.pipe(onward).pipe(socket);
        socket.on('close', () => onward.destroy()).on('error', () => {});
        onward.on('close', () => socket.destroy()).on('error', () => {});
      }).listen(port, '127.0.0.1');
      proxies.push(proxy);
      await once(proxy, 'listening');
    };

    expect(await shop.run({}, { ...few, sleep })).toMatchObject({ outcome: 'done' });
    expect(pauses).toBe(3);
  });

  it('reads a secret again that RDS is just changing', async () => {
    const shop = bench.newShop();
    shop.values.set('admin', { username: 'admin', password: 'of yesterday' });
    const sleep = async () =>
      void shop.values.set('admin', { username: 'admin', password: adminPassword });

    expect(await shop.run({}, { ...few, sleep })).toMatchObject({ outcome: 'done' });
  });

  it('gives up on an administrator who stays locked out', async () => {
    const shop = bench.newShop();
    shop.values.set('admin', { username: 'admin', password: 'wrong' });

    await expect(shop.run({}, few)).rejects.toMatchObject({ code: 'ADMIN_DENIED' });
  });

  it('talks to no server that it cannot verify', async () => {
    const shop = bench.newShop();

    await expect(
      shop.run({}, { ...few, ca: createCertificateAuthority('Other').certificate }),
    ).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  });

  it('says that the reader does not answer, and goes on', async () => {
    const shop = bench.newShop();
    change(shop, { readerHost: 'reader.invalid' });

    expect(await shop.run({}, few)).toMatchObject({
      outcome: 'done',
      checked: { reader: expect.stringMatching(/^not reachable: /) },
    });
  });

  it('asks nobody twice where the reader is the writer', async () => {
    const shop = bench.newShop();
    change(shop, { readerHost: '127.0.0.1' });

    expect(await shop.run({}, few)).toMatchObject({ checked: { reader: 'same as writer' } });
  });

  it('reports fields of a secret that are wrong, without their values', async () => {
    const shop = bench.newShop();
    change(shop, { dbname: 'tide_market', port: 'many' });

    await expect(shop.run({}, few)).rejects.toMatchObject({
      code: 'SECRET_INVALID',
      message: 'Secret application is not usable: port, dbname',
    });
  });
});

describe('the function as CloudFormation calls it', () => {
  const request = (type: 'Create' | 'Update' | 'Delete', MigrationsHash: string) =>
    stackRequest(answers.url, type, { ServiceToken: 'arn', MigrationsHash });
  const lastAnswer = () => answers.answers.at(-1)?.body;

  it('migrates on creation and answers success, and no secret is logged', async () => {
    const shop = bench.newShop();
    const { handler, logger } = handlerOf(shop.services());

    const result = await handler(request('Create', 'this-code'), lambdaContext());

    expect(result).toMatchObject({ outcome: 'done', createdDatabase: true });
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
    expect(logger.lines).toHaveLength(1);
    expectNoSecret(logger.lines.join());
  });

  it('answers the name of the migration that failed, and fails', async () => {
    const shop = bench.newShop();
    const { handler, logger } = handlerOf(
      shop.services({
        migrations: { '0001-a': () => [`insert into nowhere values ('${applicationPassword}')`] },
      }),
    );

    await expect(handler(request('Create', 'this-code'), lambdaContext())).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
    });

    expect(lastAnswer()).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^MIGRATION_FAILED: Migration 0001-a, statement 1 of 1: /),
    });
    expect(logger.lines[0]).toContain('0001-a');
    expectNoSecret(logger.lines.join() + JSON.stringify(lastAnswer()));
  });

  it('logs no password of a statement that the database refuses', async () => {
    const shop = bench.newShop();
    const { handler, logger } = handlerOf(shop.services(few));
    await handler(request('Create', 'this-code'), lambdaContext());
    await bench.query(`alter user ${shop.user}@'%' identified by 'another'`);

    await bench.query('set global read_only = 1');
    await handler(request('Create', 'this-code'), lambdaContext()).catch(() => {});
    await bench.query('set global read_only = 0');

    expect(lastAnswer()).toMatchObject({ Status: 'FAILED' });
    expect(logger.lines[1]).toContain('ER_OPTION_PREVENTS_STATEMENT');
    expectNoSecret(logger.lines.join() + JSON.stringify(lastAnswer()));
  });

  it('changes nothing when a rollback asks for the hash from before', async () => {
    const shop = bench.newShop();
    const { handler } = handlerOf(shop.services());

    const result = await handler(request('Update', 'older-code'), lambdaContext());

    expect(result).toMatchObject({ outcome: 'left' });
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await bench.query('show databases like ?', [shop.database])).toEqual([]);
  });

  it('refuses to create a stack whose hash is not its own', async () => {
    const { handler } = handlerOf(bench.newShop().services());

    await expect(handler(request('Create', 'other-code'), lambdaContext())).rejects.toMatchObject({
      code: 'HASH_MISMATCH',
    });
    expect(lastAnswer()).toMatchObject({ Status: 'FAILED' });
  });

  it('leaves everything when it is deleted', async () => {
    const shop = bench.newShop();
    const { handler } = handlerOf(shop.services(few));
    await handler(request('Create', 'this-code'), lambdaContext());

    const result = await handler(request('Delete', 'this-code'), lambdaContext());

    expect(result).toMatchObject({ outcome: 'left' });
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await bench.query('show databases like ?', [shop.database])).toHaveLength(1);
  });

  it('answers FAILED when its time runs out within a statement', async () => {
    const shop = bench.newShop();
    const { handler } = handlerOf(
      shop.services({ migrations: { '0001-a': () => ['do sleep(50)'] } }),
    );

    await expect(
      handler(request('Create', 'this-code'), lambdaContext(22_000)),
    ).rejects.toMatchObject({
      code: 'TIME_UP',
      cause: { message: expect.stringContaining('0001-a') },
    });

    expect(lastAnswer()).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^TIME_UP: /),
    });
  });
});
