import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../../support/storefront-process.ts';
import { createTempDir } from '../../support/temp-dir.ts';

/** A connection by which a test says word for word what it asks. */
const converse = async (origin: string) => {
  const { port, hostname } = new URL(origin);
  const socket = createConnection(Number(port), hostname);
  let text = '';
  socket.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  return { write: (words: string) => socket.write(words), received: () => text, closed };
};

describe('the storefront process', () => {
  const running: StorefrontProcess[] = [];
  const folders: (() => void)[] = [];
  const start = async (env: Record<string, string> = {}) => {
    const shop = await startStorefront(env);
    running.push(shop);
    return shop;
  };

  afterEach(async () => {
    await Promise.all(running.splice(0).map((shop) => shop.stop()));
    for (const remove of folders.splice(0)) remove();
  });

  it('tells its address and its database, without the password', async () => {
    const shop = await start();

    expect(shop.logs().find(({ message }) => message === 'listening')).toMatchObject({
      level: 'INFO',
      service: 'storefront',
      address: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      database: expect.stringContaining('SQLite file'),
    });
  });

  it('says everything that is wrong with its configuration, and ends with 1', async () => {
    const failure = startStorefront({
      PORT: '99999',
      PUBLIC_ORIGIN: 'ftp://x',
      DATABASE_URL: 'mysql://user:secret-word@/',
      STORE_CURRENCY: 'EURO',
    });

    const text = await failure.then(
      () => '',
      (error: Error) => error.message,
    );
    for (const name of [
      'ended with 1',
      'PORT',
      'PUBLIC_ORIGIN',
      'DATABASE_URL',
      'STORE_CURRENCY',
    ]) {
      expect(text).toContain(name);
    }
    expect(text).not.toContain('secret-word');
  });

  it('answers what it has begun, takes no more, and ends with 0', async () => {
    const shop = await start();
    const { port, hostname } = new URL(shop.origin);
    const socket = createConnection(Number(port), hostname);
    const received: string[] = [];
    socket.setEncoding('utf8').on('data', (text: string) => received.push(text));
    socket.write('GET /shop HTTP/1.1\r\nHost: x\r\n');
    await new Promise((resolve) => setTimeout(resolve, 100));

    const exit = shop.stop();
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.write('Connection: close\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve));

    expect(received.join('')).toMatch(/^HTTP\/1\.1 200/);
    expect(await exit).toBe(0);
    await expect(fetch(shop.origin)).rejects.toThrow('fetch failed');
    expect(shop.logs().at(-1)).toMatchObject({ message: 'stopped', drained: true });
  });

  it('is not ready any more, ends what was begun and closes connections that are kept alive', async () => {
    const shop = await start();
    const [busy, idle] = [await converse(shop.origin), await converse(shop.origin)];
    idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    busy.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually(() => {
      for (const { received } of [busy, idle]) expect(received()).toMatch(/^HTTP\/1\.1 200/);
    });
    busy.write('GET /readyz HTTP/1.1\r\nHost: x\r\n');
    await eventually(() => expect(busy.received()).not.toBe(''));
    await new Promise((resolve) => setTimeout(resolve, 100));

    const exit = shop.stop();
    await idle.closed;
    // Without asking for the connection to be closed, as load balancers do.
    busy.write('\r\n');
    await busy.closed;

    const [, last = ''] = busy.received().split('\r\n\r\nok');
    expect(last).toMatch(/^HTTP\/1\.1 503/);
    expect(last).toMatch(/^connection: close\r$/im);
    expect(last).toContain('"ready":false,"dependencies":{"writer":"ok","reader":"ok"}');
    expect(await exit).toBe(0);
    expect(shop.logs().at(-1)).toMatchObject({ message: 'stopped', drained: true });
  });

  it('cuts off what does not end in time, and ends with 0 all the same', async () => {
    const shop = await start({ STOP_TIMEOUT_MS: '300' });
    const endless = await converse(shop.origin);
    endless.write('GET /shop HTTP/1.1\r\nHost: x\r\n');
    await new Promise((resolve) => setTimeout(resolve, 100));

    const exit = shop.stop();
    await endless.closed;

    expect(await exit).toBe(0);
    expect(shop.logs().at(-1)).toMatchObject({ message: 'stopped', drained: false });
  });

  it('keeps what it holds over a restart', async () => {
    const { path: folder, remove } = createTempDir();
    folders.push(remove);
    const env = { DATABASE_URL: `sqlite:${folder}/shop.db` };
    const before = await start({ ...env, DEMO_CATALOG: demoCatalog });
    await before.stop();

    const after = await start({ ...env, DEMO_CATALOG: demoCatalog });

    expect((await fetch(`${after.origin}/products/heather-honey`)).status).toBe(200);
    expect(before.logs().some(({ message }) => message === 'demo catalog loaded')).toBe(true);
    expect(after.logs().some(({ message }) => message === 'demo catalog loaded')).toBe(false);
  });

  it('logs one line for a request, with its route, and gives its id to the asker', async () => {
    const shop = await start();

    const response = await fetch(`${shop.origin}/products/nothing?secret=1`);
    await shop.stop();

    expect(shop.logs().filter(({ message }) => message === 'request')).toEqual([
      expect.objectContaining({
        request_id: response.headers.get('x-request-id'),
        method: 'GET',
        path: '/products/nothing',
        route: '/products/:handle',
        status: 404,
      }),
    ]);
  });

  it('is alive and ready', async () => {
    const shop = await start();

    const alive = await fetch(`${shop.origin}/healthz`);
    const ready = await fetch(`${shop.origin}/readyz`);

    expect([alive.status, await alive.text()]).toEqual([200, 'ok']);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      {
        ready: true,
        dependencies: { writer: 'ok', reader: 'ok' },
        parts: {
          catalog: { needsOneOf: ['reader', 'writer'], ok: true },
          orders: { needsOneOf: ['writer'], ok: true },
        },
      },
    ]);
  });
});
