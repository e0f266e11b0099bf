import { describe, expect, it } from '@jest/globals';
import { Hono } from 'hono';
import { isShopError } from '../../../storefront/errors.ts';
import type { AppEnv } from '../../../storefront/http/app-env.ts';
import { errorStatus } from '../../../storefront/http/error-status.ts';
import { guardForms } from '../../../storefront/http/guard-forms.ts';

const createApp = (publicOrigin?: string) => {
  const app = new Hono<AppEnv>();
  app.use(guardForms(publicOrigin));
  app.all('/webhooks/:name', (c) => c.text('done'));
  app.all('*', async (c) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return c.text('done');
    return c.text(`done ${(await c.req.text()).length}`);
  });
  app.onError((error, c) =>
    isShopError(error) ? c.text(error.code, errorStatus[error.code]) : c.text(String(error), 500),
  );
  return app;
};

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const shop = 'https://shop.example';

type Case = readonly [headers: Record<string, string>, status: number];

const post = (app: ReturnType<typeof createApp>, headers: Record<string, string>, body = 'a=b') =>
  app.request('http://192.168.1.5:3000/login', {
    method: 'POST',
    headers: { host: '192.168.1.5:3000', ...form, ...headers },
    body,
  });

describe('a shop with a public origin', () => {
  it.each<Case>([
    [{ origin: shop }, 200],
    [{ origin: shop, 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{}, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ 'sec-fetch-site': 'same-origin, cross-site' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: '' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 403],
    [{ origin: 'https://shop.example.evil.example' }, 403],
    [{ origin: 'https://shop.example:444' }, 403],
    [{ origin: 'http://shop.example' }, 403],
    [{ origin: 'http://192.168.1.5:3000' }, 403],
    [{ referer: 'https://shop.example/login' }, 403],
  ])('answers a form with %j by %i', async (headers, status) => {
    expect((await post(createApp(shop), headers)).status).toBe(status);
  });
});

describe('a shop without a public origin', () => {
  it.each<Case>([
    [{ origin: 'http://192.168.1.5:3000' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'http://localhost:3000', host: 'localhost:3000' }, 200],
    [{ origin: 'http://localhost:3000' }, 403],
    [{ origin: 'https://192.168.1.5:3000' }, 403],
    [{ origin: 'http://192.168.1.5' }, 403],
    [{}, 403],
  ])('answers a form with %j by %i', async (headers, status) => {
    expect((await post(createApp(), headers)).status).toBe(status);
  });
});

describe('every unsafe method', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'MADE-UP'])(
    '%s needs the origin, whatever its content type',
    async (method) => {
      for (const contentType of ['application/json', 'text/plain', form['content-type'], '']) {
        const headers = contentType === '' ? {} : { 'content-type': contentType };
        const { status } = await createApp(shop).request('/login', { method, headers });
        expect([contentType, status]).toEqual([contentType, 403]);
      }
    },
  );

  it.each(['GET', 'HEAD'])('but not %s', async (method) => {
    expect((await createApp(shop).request('/login', { method })).status).toBe(200);
  });
});

describe('content types', () => {
  it.each([
    ['application/x-www-form-urlencoded', 200],
    ['application/x-www-form-urlencoded;charset=UTF-8', 200],
    ['multipart/form-data; boundary=x', 200],
    ['application/json', 415],
    ['text/plain', 415],
    ['text/plain; x=application/x-www-form-urlencoded', 415],
    ['application/x-www-form-urlencodedx', 415],
    ['', 415],
  ])('%j gets %i', async (contentType, status) => {
    const headers = { origin: shop, 'content-type': contentType };

    expect((await post(createApp(shop), headers)).status).toBe(status);
  });
});

describe('the size of a body', () => {
  it.each([
    [64 * 1024, 200],
    [64 * 1024 + 1, 413],
  ])('of %i bytes gets %i, told or not', async (size, status) => {
    const body = 'x'.repeat(size);
    const told = { origin: shop, 'content-length': String(size) };
    const stream = new Blob([body]).stream();
    const untold = { method: 'POST', headers: { ...form, origin: shop }, body: stream };

    expect((await post(createApp(shop), told, body)).status).toBe(status);
    expect(
      (await createApp(shop).request('/login', { ...untold, duplex: 'half' } as RequestInit))
        .status,
    ).toBe(status);
  });
});

describe('webhooks', () => {
  it('are left to their signatures', async () => {
    const { status } = await createApp(shop).request('/webhooks/stripe', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });

    expect(status).toBe(200);
  });

  it.each(['/webhooks', '/webhooksx/stripe', '/x/webhooks/stripe', '/login?/webhooks/'])(
    'are not found at %s',
    async (path) => {
      expect((await createApp(shop).request(path, { method: 'POST' })).status).toBe(403);
    },
  );
});
