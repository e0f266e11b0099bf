import { describe, expect, it } from '@jest/globals';
import {
  buildPending,
  findStaleFields,
  rotatedSecret,
} from '../../../../handlers/rotate-database-secret/rotated-secret.ts';

const fields = {
  engine: 'mysql',
  username: 'app_a',
  password: 'old',
  host: 'writer',
  readerHost: 'reader',
  port: '3306',
  readerPort: 3307,
  dbname: 'tidemarket',
  masterarn: 'arn:admin',
  note: { of: ['somebody'] },
};
const version = (more: Record<string, unknown> = {}) => {
  const text = JSON.stringify({ ...fields, ...more });
  return { id: 'v', text, secret: rotatedSecret.parse(JSON.parse(text)) };
};

describe('the version after the current one', () => {
  it('differs by user and password only; what nobody knows is carried along as it is', () => {
    expect(JSON.parse(buildPending(version(), 'new'))).toEqual({
      ...fields,
      username: 'app_b',
      password: 'new',
    });
  });

  it('goes back to the first user', () => {
    expect(JSON.parse(buildPending(version({ username: 'app_b' }), 'new')).username).toBe('app_a');
  });

  it('is refused for a user without a second one', () => {
    expect(() => buildPending(version({ username: 'app' }), 'new')).toThrow(
      expect.objectContaining({ code: 'SECRET_INVALID' }),
    );
  });

  it.each([
    [{ username: 'app_b' }, []],
    [{ username: 'app_b', password: 'x', note: { of: ['somebody'] } }, []],
    [{}, ['username']],
    [{ username: 'root_a' }, ['username']],
    [{ username: 'app_b', host: 'elsewhere', masterarn: 'other' }, ['host', 'masterarn']],
    [{ username: 'app_b', note: undefined, added: 1 }, ['note', 'added']],
  ])('is stale in the fields where it is not: %j', (more, stale) => {
    expect(findStaleFields(version(), version(more))).toEqual(stale);
  });
});

describe('a secret that can be rotated', () => {
  it.each(['engine', 'username', 'password', 'host', 'port', 'dbname', 'masterarn'])(
    'has %s',
    (name) => {
      expect(rotatedSecret.safeParse({ ...fields, [name]: undefined }).success).toBe(false);
    },
  );

  it('is of MySQL', () => {
    expect(rotatedSecret.safeParse({ ...fields, engine: 'postgres' }).success).toBe(false);
  });
});
