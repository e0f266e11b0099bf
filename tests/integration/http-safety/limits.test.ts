import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rateLimitRules } from '../../../storefront/http/rate-limits.ts';
import type { ShopVisitor } from '../../support/shop-visitor.ts';
import {
  goodPassword,
  type ShopWithAccounts,
  startShopWithAccounts,
} from './shop-with-accounts.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const email = 'ada@example.com';

describe('rate limits over http', () => {
  let shop: ShopWithAccounts;

  beforeAll(async () => {
    shop = await startShopWithAccounts();
    await shop.addShopper(email);
  });

  afterAll(() => shop.stop());

  const countUntilLimited = async (post: (count: number) => Promise<Response>) => {
    for (let count = 0; count < 100; count += 1) {
      const response = await post(count);
      if (response.status === 429) return { count, response };
      expect(response.status).toBeLessThan(429);
    }
    throw new Error('no limit was met');
  };

  const expectFriendly = async (response: Response, windowSeconds: number) => {
    const retryAfter = Number(response.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(windowSeconds);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(await response.text()).toContain('Too many tries');
  };

  const wrong = { email, password: 'not the password' };

  it('stop guessing at one account from one address, and write it down once', async () => {
    const rule = rateLimitRules['log-in-by-email-and-address'];
    const guesser = shop.visitor({ address: '192.0.2.1' });

    const { count, response } = await countUntilLimited(() => guesser.post('/login', wrong));
    expect(count).toBe(rule.points);
    await expectFriendly(response, rule.windowSeconds);
    const right = await guesser.post('/login', { email, password: goodPassword });
    expect(right.status).toBe(429);

    const elsewhere = shop.visitor({ address: '192.0.2.2' });
    expect((await elsewhere.post('/login', { email, password: goodPassword })).status).toBe(303);
    const rows = await shop.database.writer
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'account.log-in-limited')
      .execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(email);
    expect(rows[0]?.details).toBe('{"client_address":"192.0.2.1"}');
    expect(rows[0]?.request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('stop trying many accounts from one network of IPv6', async () => {
    const rule = rateLimitRules['log-in-by-address'];

    const { count } = await countUntilLimited((index) => {
      const visitor = shop.visitor({ address: `2001:db8:0:1::${index}` });
      return visitor.post('/login', { ...wrong, email: `somebody-${index}@example.com` });
    });

    expect(count).toBe(rule.points);
  });

  it('forget wrong tries after the right one', async () => {
    const visitor = shop.visitor({ address: '192.0.2.3' });
    for (let count = 0; count < 9; count += 1) await visitor.post('/login', wrong);
    expect((await visitor.post('/login', { email, password: goodPassword })).status).toBe(303);

    for (let count = 0; count < 9; count += 1) {
      expect((await visitor.post('/login', wrong)).status).toBe(422);
    }
  });

  it.each([
    ['/register', rateLimitRules['register-by-email']],
    ['/forgot-password', rateLimitRules['forgot-password-by-email']],
  ])('keep %s from filling one mailbox, from wherever', async (path, rule) => {
    const { count, response } = await countUntilLimited(() =>
      shop.visitor().post(path, { email: 'victim@example.com' }),
    );

    expect(count).toBe(rule.points);
    await expectFriendly(response, rule.windowSeconds);
  });

  it('keep a stolen session from guessing the password', async () => {
    const userId = await shop.addShopper('stolen@example.com');
    const thief: ShopVisitor = await shop.logIn(userId);

    const { count } = await countUntilLimited(() =>
      thief.post('/account/delete', { currentPassword: 'not the password' }),
    );

    expect(count).toBe(rateLimitRules['confirm-password-by-shopper'].points);
  });
});
