import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../../storefront/config.ts';
import { loadSecrets } from '../../../storefront/secrets/load-secrets.ts';

const databaseSecret = JSON.stringify({
  host: 'writer.shop.example',
  dbname: 'shop',
  username: 'app_a',
  password: 'hunter2',
});

const none: Parameters<typeof loadSecrets>[0] = {
  DATABASE_SECRET_ID: undefined,
  ORIGIN_SECRET: undefined,
  ORIGIN_SECRET_ID: undefined,
};

const fetchFrom = (secrets: Readonly<Record<string, string>>) => async (id: string) => {
  const text = secrets[id];
  if (text === undefined) throw new Error(`there is no secret ${id}`);
  return text;
};

const load = (config: Partial<typeof none>, secrets = {}) =>
  loadSecrets({ ...none, ...config }, () => {}, fetchFrom(secrets));

describe('secrets', () => {
  it('are not asked for when none is named', async () => {
    expect(await load({ ORIGIN_SECRET: 'given-as-it-is-here' })).toEqual({
      credentials: undefined,
      originSecret: 'given-as-it-is-here',
    });
  });

  it('are fetched by their names', async () => {
    const { credentials, originSecret } = await load(
      { DATABASE_SECRET_ID: 'database', ORIGIN_SECRET_ID: 'origin' },
      { database: databaseSecret, origin: '0123456789abcdef' },
    );

    expect(credentials?.initial.writer).toMatchObject({ user: 'app_a', password: 'hunter2' });
    expect(originSecret).toBe('0123456789abcdef');
  });

  it.each([
    ['DATABASE_SECRET_ID', { DATABASE_SECRET_ID: 'x' }, {}, 'there is no secret x'],
    ['DATABASE_SECRET_ID', { DATABASE_SECRET_ID: 'x' }, { x: '{"password":"hunter2"}' }, 'host: '],
    ['ORIGIN_SECRET_ID', { ORIGIN_SECRET_ID: 'x' }, { x: 'hunter2' }, 'at least 16'],
  ])(
    'that are of no use are told by the setting %s, without a value',
    async (setting, config, secrets, problem) => {
      const failure = await load(config, secrets).catch((error) => error);

      expect(failure).toBeInstanceOf(ConfigError);
      expect(failure.message).toContain(`${setting}: `);
      expect(failure.message).toContain(problem);
      expect(failure.message).not.toContain('hunter2');
    },
  );
});
