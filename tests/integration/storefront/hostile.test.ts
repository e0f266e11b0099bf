import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../../support/storefront-process.ts';

/** What an answer must never show: our code, our paths, our SQL, a driver's words. */
const internal =
  /node:internal|\bat .+:\d+:\d+|\/storefront\/|\.tsx?:\d|select [`"\w.]+(?:, [`"\w.]+)* from [`"]|SQLITE|ER_[A-Z]+|Error:/i;

const words = [
  "' or '1'='1",
  '"; drop table products; --',
  '1 union select password_hash from users',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}#{7*7}',
  '\u0024{7*7}',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '%0d%0aSet-Cookie:%20a=b',
  '%',
  '%e0%a4%a',
  '__proto__',
  'constructor',
  'NaN',
  '-1',
  '1e309',
  '99999999999999999999999',
  '\u202e\u0000',
  '😀'.repeat(200),
  'a'.repeat(8_000),
  'NEAR("a" "b", 2) AND title:*',
  '+-><()~*"@',
];

const names = [
  'q',
  'category',
  'brand',
  'min',
  'max',
  'stock',
  'sort',
  'page',
  'variant',
  '__proto__',
  'q[]',
  'q[a]',
];

describe('hostile requests', () => {
  let shop: StorefrontProcess;

  beforeAll(async () => {
    shop = await startStorefront({ DEMO_CATALOG: demoCatalog });
  });

  afterAll(() => shop.stop());

  const expectHarmless = async (response: Response): Promise<void> => {
    const body = await response.text();
    expect(response.status).toBeLessThan(500);
    expect(body).not.toMatch(internal);
    expect(body).not.toContain('<script>alert(1)</script>');
    expect(body).not.toContain('onerror=alert(1)>');
    expect(response.headers.get('set-cookie')).toBeNull();
  };

  /** Sends bytes as they are, as no client library would, and returns what came back. */
  const sendRaw = (bytes: string | Uint8Array): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port, hostname } = new URL(shop.origin);
      const socket = createConnection(Number(port), hostname, () => socket.write(bytes));
      let text = '';
      socket.setTimeout(3_000, () => socket.destroy());
      socket.on('data', (data) => {
        text += data.toString('latin1');
      });
      socket.on('close', () => resolve(text));
      socket.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(text) : reject(error),
      );
    });

  it.each(words)('the word %j harms nothing wherever it stands', async (word) => {
    const encoded = encodeURIComponent(
      word.replace(/[\uD800-\uDFFF]/g, (half) => (word.isWellFormed() ? half : '')),
    );
    const raw = encodeURI(word.slice(0, 2_000)).replace(/[?#]/g, '');
    const query = names.map((name) => `${name}=${encoded.slice(0, 900)}`).join('&');
    for (const path of [
      `/products?${query}`,
      `/products/${raw}?variant=${encoded}`,
      `/search/suggestions?q=${encoded}`,
      `/static/${raw}`,
      `/media/${raw}`,
      `/sitemaps/${raw}`,
      `/${raw}`,
    ]) {
      await expectHarmless(await fetch(shop.origin + path));
    }
  });

  it('any query harms nothing', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 8 }),
        text,
        async (pairs, part) => {
          const query = new URLSearchParams(pairs);
          await expectHarmless(await fetch(`${shop.origin}/products?${query}`));
          await expectHarmless(await fetch(`${shop.origin}/search/suggestions?${query}`));
          await expectHarmless(
            await fetch(`${shop.origin}/products/${encodeURIComponent(part)}?${query}`),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('any bytes for a request line and headers harm nothing', async () => {
    const line = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .string({ unit: 'binary-ascii', maxLength: 100 })
        .map((text) =>
          Buffer.from(`GET /products?q=${text} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
        ),
      fc
        .string({ unit: 'binary-ascii', maxLength: 100 })
        .map((text) =>
          Buffer.from(`GET /shop HTTP/1.1\r\nHost: x\r\nX-A: ${text}\r\nConnection: close\r\n\r\n`),
        ),
    );
    await fc.assert(
      fc.asyncProperty(line, async (bytes) => {
        const answer = await sendRaw(Buffer.concat([bytes, Buffer.from('\r\n\r\n')]));

        expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
        expect(answer).not.toMatch(internal);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['no host', 'GET /shop HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a host that is none', 'GET /shop HTTP/1.1\r\nHost: a b/<x>\r\nConnection: close\r\n\r\n'],
    [
      'an absolute address',
      'GET http://other.example/shop HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ],
    [
      'two lengths',
      'POST /shop HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
    ],
    [
      'length and chunks',
      'POST /shop HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header of 20 KB', `GET /shop HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['an address of 20 KB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    [
      '300 headers',
      `GET /shop HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(300)}Connection: close\r\n\r\n`,
    ],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['no such method', 'BREW /shop HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['a tunnel', 'CONNECT other.example:443 HTTP/1.1\r\nHost: other.example\r\n\r\n'],
    [
      'an upgrade',
      'GET /shop HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
    ],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['two slashes', 'GET //other.example/%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ])('%s is refused or harmless', async (_, bytes) => {
    const answer = await sendRaw(bytes);

    expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
    expect(answer).not.toMatch(internal);
    expect(answer).not.toContain('other.example');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s changes nothing on a catalog page',
    async (method) => {
      const response = await fetch(`${shop.origin}/products`, {
        method,
        body: 'x'.repeat(200_000),
      });

      expect(response.status).toBeGreaterThanOrEqual(400);
      await expectHarmless(response);
    },
  );

  it('is still the same process, and logged no failure', async () => {
    expect((await fetch(`${shop.origin}/healthz`)).status).toBe(200);
    expect(shop.logs().filter(({ level }) => level === 'ERROR' || level === 'FATAL')).toEqual([]);
  });
});
