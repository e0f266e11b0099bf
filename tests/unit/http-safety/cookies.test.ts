import { describe, expect, it } from '@jest/globals';
import { Hono } from 'hono';
import { createCookies } from '../../../storefront/http/cookies.ts';

const setCookieOf = async (origin: string | undefined, age = 60) => {
  const cookies = createCookies(origin);
  const app = new Hono().get('/', (c) => {
    cookies.write(c, 'session', 'token', age);
    return c.text(cookies.read(c, 'session') ?? 'none');
  });
  const read = async (cookie: string) => (await app.request('/', { headers: { cookie } })).text();
  return { header: (await app.request('/')).headers.get('set-cookie') ?? '', read };
};

describe('cookies', () => {
  it('behind https are __Host- and Secure', async () => {
    const { header, read } = await setCookieOf('https://shop.example');

    expect(header).toBe('__Host-session=token; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax');
    expect(await read('__Host-session=a')).toBe('a');
    expect(await read('session=a')).toBe('none');
  });

  it.each([undefined, 'http://shop.example'])(
    'over http (%s) have the plain name',
    async (origin) => {
      const { header, read } = await setCookieOf(origin);

      expect(header).toBe('session=token; Max-Age=60; Path=/; HttpOnly; SameSite=Lax');
      expect(await read('session=a')).toBe('a');
    },
  );

  it('live 400 days at most', async () => {
    const { header } = await setCookieOf(undefined, 500 * 86_400);

    expect(header).toContain(`Max-Age=${400 * 86_400};`);
  });
});
