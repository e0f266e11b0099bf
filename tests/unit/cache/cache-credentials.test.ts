import { describe, expect, it } from '@jest/globals';
import { createCacheCredentials } from '../../../storefront/cache/cache-credentials.ts';

const secret = (password: string) => JSON.stringify({ username: 'storefront', password });

describe('the credentials of the shared cache', () => {
  it('are fetched once, and again after they were refused', async () => {
    const given = ['first', 'second', 'third'];
    const { credentials, forgetCredentials } = createCacheCredentials('cache', async () =>
      secret(given.shift() ?? ''),
    );

    const before = [await credentials(), await credentials()];
    forgetCredentials();
    const after = await credentials();

    expect(before.map(({ password }) => password)).toEqual(['first', 'first']);
    expect(after).toEqual({ username: 'storefront', password: 'second' });
  });

  it.each(['hunter2', '{"username":"storefront","hunter2":1}', '["hunter2"]'])(
    'are refused without a word of what was there: %s',
    async (text) => {
      const { credentials } = createCacheCredentials('cache', async () => text);

      await expect(credentials()).rejects.toThrow(/^the secret of the cache must be JSON/);
    },
  );
});
