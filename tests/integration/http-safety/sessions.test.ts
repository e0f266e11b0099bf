import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  goodPassword,
  type ShopWithAccounts,
  startShopWithAccounts,
} from './shop-with-accounts.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const email = 'ada@example.com';
const credentials = { email, password: goodPassword };

describe('an account over http', () => {
  let shop: ShopWithAccounts;

  beforeAll(async () => {
    shop = await startShopWithAccounts();
    await shop.addShopper(email);
  });

  afterAll(() => shop.stop());

  it('is made by a mailed link, used, left, opened again and deleted', async () => {
    const visitor = shop.visitor();
    const address = 'jo@example.com';

    const asked = await visitor.post('/register', { email: address, next: '/checkout' });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/register/sent']);
    expect(visitor.cookies.size).toBe(0);

    const link = await shop.findMailedPath(address);
    const page = await visitor.get(link);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    const { searchParams } = new URL(link, shop.origin);
    const finished = await visitor.post('/register/finish', {
      ...Object.fromEntries(searchParams),
      name: 'Jo',
      password: 'six fat puffins',
    });
    expect([finished.status, finished.headers.get('location')]).toEqual([303, '/checkout']);
    expect(await (await visitor.get('/account')).text()).toContain('jo@example.com');

    expect((await visitor.post('/logout')).status).toBe(303);
    expect((await visitor.get('/account')).headers.get('location')).toBe('/login?next=%2Faccount');

    const again = { email: ' JO@Example.com ', password: 'six fat puffins' };
    expect((await visitor.post('/login', again)).headers.get('location')).toBe('/account');
    const deleted = await visitor.post('/account/delete', { currentPassword: 'six fat puffins' });
    expect(deleted.headers.get('location')).toBe('/login?done=account-deleted');
    expect((await visitor.post('/login', again)).status).toBe(422);
  });

  it('gets a new password by a mailed link', async () => {
    await shop.addShopper('forgetful@example.com');
    const visitor = shop.visitor();

    await visitor.post('/forgot-password', { email: 'forgetful@example.com' });
    const link = await shop.findMailedPath('forgetful@example.com');
    expect((await visitor.get(link)).status).toBe(200);
    const token = new URL(link, shop.origin).searchParams.get('token') ?? '';
    const weak = await visitor.post('/reset-password', { token, password: 'password' });
    expect(weak.status).toBe(422);
    const reset = await visitor.post('/reset-password', { token, password: 'six fat puffins' });

    expect(reset.headers.get('location')).toBe('/login?done=password-reset');
    expect((await visitor.get(link)).status).toBe(410);
    const { status } = await visitor.post('/login', {
      email: 'forgetful@example.com',
      password: 'six fat puffins',
    });
    expect(status).toBe(303);
    expect(shop.output()).not.toContain(token);
    expect(shop.output()).not.toContain('puffins');
  });

  it('keeps its session in a cookie that no script reads', async () => {
    const response = await shop.visitor().post('/login', credentials);

    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^session=[A-Za-z0-9_-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    const stored = await shop.database.writer.selectFrom('sessions').select('token_hash').execute();
    const token = /session=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('gets a new session at every log-in, never one that was planted', async () => {
    const planted = 'x'.repeat(43);
    const visitor = shop.visitor({ session: planted });

    await visitor.post('/login', credentials);
    const first = visitor.cookies.get('session') ?? '';
    await visitor.post('/login', credentials);
    const second = visitor.cookies.get('session') ?? '';

    expect(new Set([planted, first, second]).size).toBe(3);
    const statuses = [planted, first, second].map(
      async (session) => (await shop.visitor({ session }).get('/account')).status,
    );
    expect(await Promise.all(statuses)).toEqual([303, 303, 200]);
  });

  it('is left in this browser by log-out, in all by log-out everywhere', async () => {
    const [one, two, three] = [shop.visitor(), shop.visitor(), shop.visitor()];
    for (const visitor of [one, two, three]) await visitor.post('/login', credentials);
    const copy = shop.visitor({ session: one.cookies.get('session') ?? '' });

    await one.post('/logout');
    expect(one.cookies.has('session')).toBe(false);
    expect((await copy.get('/account')).status).toBe(303);
    expect((await two.get('/account')).status).toBe(200);

    await two.post('/account/sessions');
    expect((await three.get('/account')).status).toBe(303);
  });

  it('ends other sessions when the password is changed, and goes on in this browser', async () => {
    await shop.addShopper('changing@example.com');
    const [one, two] = [shop.visitor(), shop.visitor()];
    const mine = { email: 'changing@example.com', password: goodPassword };
    for (const visitor of [one, two]) await visitor.post('/login', mine);
    const before = one.cookies.get('session');

    const changed = await one.post('/account/password', {
      currentPassword: goodPassword,
      newPassword: 'six fat puffins',
    });

    expect(changed.status).toBe(303);
    expect(one.cookies.get('session')).not.toBe(before);
    expect((await one.get('/account')).status).toBe(200);
    expect((await two.get('/account')).status).toBe(303);
  });

  it('shows after an error what was typed, but no password', async () => {
    const response = await shop.visitor().post('/login', { ...credentials, password: 'kelp" x' });
    const body = await response.text();

    expect(response.status).toBe(422);
    expect(body).toContain('value="ada@example.com"');
    expect(body).toContain('aria-invalid="true"');
    expect(body).toContain('aria-describedby="password-error"');
    expect(body).toContain('<title>Error: Log in');
    expect(body).not.toContain('kelp');
  });

  it.each([
    ['https://evil.example/'],
    ['//evil.example'],
    ['/\\evil.example'],
    ['/.//evil.example'],
    ['javascript:alert(1)'],
  ])('never leads to %s after log-in', async (next) => {
    const visitor = shop.visitor();
    const page = await (await visitor.get(`/login?next=${encodeURIComponent(next)}`)).text();
    const response = await visitor.post('/login', { ...credentials, next });
    const again = await visitor.get(`/login?next=${encodeURIComponent(next)}`);

    expect(page).not.toContain('evil');
    expect(page).not.toContain('javascript:');
    expect(response.headers.get('location')).toBe('/account');
    expect(again.headers.get('location')).toBe('/account');
  });

  it('leads on to the page that was asked for', async () => {
    const visitor = shop.visitor();
    const away = await visitor.get('/account/addresses?done=saved');
    const location = away.headers.get('location') ?? '';
    expect(location).toBe('/login?next=%2Faccount%2Faddresses%3Fdone%3Dsaved');

    const next = new URL(location, shop.origin).searchParams.get('next') ?? '';
    const response = await visitor.post('/login', { ...credentials, next });

    expect(response.headers.get('location')).toBe('/account/addresses?done=saved');
  });

  it.each([
    ['/account/addresses/new', '/account/addresses/new'],
    ['//evil.example/account', '/account'],
    ['', '/account'],
  ])('leads on to the page %j whose form came too late', async (page, expected) => {
    const referer =
      page === '' ? {} : { referer: page.startsWith('//') ? `http:${page}` : shop.origin + page };
    const { headers } = await shop.visitor().post('/account/addresses/1/delete', {}, referer);

    expect(headers.get('location')).toBe(`/login?next=${encodeURIComponent(expected)}`);
  });

  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'content-type': 'application/json' }, 415],
    [{ 'content-type': 'text/plain' }, 415],
  ])('is not changed by a form with %j', async (headers, status) => {
    const visitor = shop.visitor();
    await visitor.post('/login', credentials);

    for (const path of ['/logout', '/account', '/account/sessions', '/login', '/none']) {
      const response = await visitor.post(path, 'name=Eve', {
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      });
      expect([path, response.status]).toEqual([path, status]);
    }
    expect(await (await visitor.get('/account')).text()).toContain('value="Ada"');
  });

  it('takes no form that says nothing of where it comes from', async () => {
    const { status } = await fetch(`${shop.origin}/logout`, {
      method: 'POST',
      body: new URLSearchParams(),
      redirect: 'manual',
    });

    expect(status).toBe(403);
  });

  it('leaves catalog pages as they are for guests', async () => {
    const visitor = shop.visitor();
    await visitor.post('/login', credentials);

    const [mine, theirs] = await Promise.all([visitor.get('/shop'), shop.visitor().get('/shop')]);

    expect(mine.headers.get('cache-control')).toContain('public');
    expect(mine.headers.getSetCookie()).toEqual([]);
    expect(await mine.text()).toBe(await theirs.text());
  });
});

describe('an account behind https', () => {
  let shop: ShopWithAccounts;

  beforeAll(async () => {
    shop = await startShopWithAccounts({ PUBLIC_ORIGIN: 'https://shop.example' });
    await shop.addShopper(email);
  });

  afterAll(() => shop.stop());

  it('keeps its session in a __Host- cookie, and ignores the plain one', async () => {
    const visitor = shop.visitor();
    const response = await visitor.post('/login', credentials);
    const token = visitor.cookies.get('__Host-session') ?? '';

    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-session=[^;]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    expect((await visitor.get('/account')).status).toBe(200);
    expect((await shop.visitor({ session: token }).get('/account')).status).toBe(303);
  });

  it('takes forms from its public origin alone', async () => {
    const statuses = ['https://shop.example', shop.origin, 'http://shop.example'].map(
      async (formOrigin) => (await shop.visitor({ formOrigin }).post('/login', credentials)).status,
    );

    expect(await Promise.all(statuses)).toEqual([303, 403, 403]);
  });
});
