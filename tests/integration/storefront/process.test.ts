import { createConnection } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../../support/storefront-process.ts';
import { createTempDir } from '../../support/temp-dir.ts';

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
  }, 60_000);

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
