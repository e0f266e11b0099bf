import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../handlers/migrate-database/config.ts';
import { adminSecret, siblingOf } from '../../../handlers/shared/database-secrets.ts';
import { createSecrets } from '../../../handlers/shared/secrets.ts';

const reading = async (value: string) => {
  const secrets = createSecrets(async () => value);
  await secrets.read('admin', adminSecret);
  return secrets;
};

describe('secrets', () => {
  it.each(['simple', `o'clock \\' "x"`, '$1\\', 'ä🦀'])(
    'are taken out of texts: %s',
    async (password) => {
      const { hide } = await reading(JSON.stringify({ username: 'u', password }));
      const inSql = password.replaceAll('\\', '\\\\').replaceAll("'", "\\'");

      const hidden = hide(`a ${password} b ${inSql} c ${JSON.stringify(password)}`);

      expect(hidden).toBe('a *** b *** c "***"');
    },
  );

  it.each(['', 'not json', '[]', '{"username":"u"}', '{"username":"u","password":""}'])(
    'that are unusable are reported without their text: %j',
    async (value) => {
      await expect(reading(value)).rejects.toMatchObject({
        code: 'SECRET_INVALID',
        message: expect.not.stringContaining('not json'),
      });
    },
  );
});

describe('siblingOf', () => {
  it.each([
    ['app_a', 'app_b'],
    ['app_b', 'app_a'],
    ['app', undefined],
  ])('%s takes turns with %s', (user, sibling) => {
    expect(siblingOf(user)).toBe(sibling);
  });
});

describe("the migration's settings", () => {
  const given = { ADMIN_SECRET_ID: 'a', APPLICATION_SECRET_ID: 'b', MIGRATIONS_HASH: 'c' };

  it('take an empty authority for none', () => {
    expect(readConfig({ ...given, DATABASE_CA: '' })).toEqual(given);
  });

  it('name all that is wrong at once', () => {
    expect(() => readConfig({ ...given, ADMIN_SECRET_ID: '', DATABASE_CA: 'x' })).toThrow(
      /ADMIN_SECRET_ID: .*DATABASE_CA: /,
    );
  });
});
