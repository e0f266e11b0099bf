import { describe, expect, it } from '@jest/globals';
import { Credentials, type MysqlEndpoints } from '../../../storefront/db/mysql/credentials.ts';

const endpoints = (user: string): MysqlEndpoints => ({
  writer: {
    kind: 'mysql',
    host: 'db.shop.example',
    port: 3306,
    user,
    password: `password of ${user}`,
    database: 'shop',
  },
  reader: undefined,
});

const userOf = ({ current }: Credentials) => current.writer.user;

describe('credentials that were refused', () => {
  it('are fetched once for all who were refused together', async () => {
    let fetches = 0;
    const credentials = new Credentials({
      initial: endpoints('app_a'),
      fetch: async () => {
        fetches += 1;
        return endpoints('app_b');
      },
    });
    const refused = credentials.current;

    const renewed = await Promise.all([1, 2, 3].map(() => credentials.renew(refused)));
    const late = await credentials.renew(refused);

    expect([...renewed, late]).toEqual([true, true, true, true]);
    expect(fetches).toBe(1);
    expect(userOf(credentials)).toBe('app_b');
  });

  it('tell their pools when they have changed, and only then', async () => {
    const answers = [endpoints('app_a'), endpoints('app_b')];
    const credentials = new Credentials({
      initial: endpoints('app_a'),
      fetch: async () => answers.shift() ?? endpoints('nobody'),
      pauseMs: 1,
    });
    const users: string[] = [];
    credentials.onChange(() => users.push(userOf(credentials)));

    const same = await credentials.renew(credentials.current);
    const changed = await credentials.renew(credentials.current);

    expect([same, changed]).toEqual([false, true]);
    expect(users).toEqual(['app_b']);
  });

  it('stay as they are while they cannot be fetched, and are fetched again later', async () => {
    const problems: unknown[] = [];
    const failure = new Error('no answer');
    let isAway = true;
    const credentials = new Credentials({
      initial: endpoints('app_a'),
      fetch: async () => {
        if (isAway) throw failure;
        return endpoints('app_b');
      },
      onFetchError: (error) => problems.push(error),
      pauseMs: 1,
    });

    const whileAway = await credentials.renew(credentials.current);
    isAway = false;
    const later = await credentials.renew(credentials.current);

    expect([whileAway, later]).toEqual([false, true]);
    expect(problems).toEqual([failure]);
  });

  it('that are fixed are not fetched', async () => {
    const credentials = new Credentials({ initial: endpoints('app_a') });

    expect(await credentials.renew(credentials.current)).toBe(false);
  });
});
