import { describe, expect, it } from '@jest/globals';
import { parseDatabaseSecret } from '../../../storefront/db/database-secret.ts';

const secret = {
  engine: 'mysql',
  username: 'app_a',
  password: 'hunter2',
  host: 'writer.shop.example',
  readerHost: 'reader.shop.example',
  port: 3307,
  dbname: 'tidemarket',
  masterarn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:admin',
};

const problemOf = (text: string): string => {
  try {
    parseDatabaseSecret(text);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'none';
};

const written = (changes: Record<string, unknown>) => JSON.stringify({ ...secret, ...changes });

describe('the database secret', () => {
  it('says where writer and reader are, and who we are', () => {
    const shared = { kind: 'mysql', port: 3307, user: 'app_a', password: 'hunter2' };

    expect(parseDatabaseSecret(written({}))).toEqual({
      writer: { ...shared, host: 'writer.shop.example', database: 'tidemarket' },
      reader: { ...shared, host: 'reader.shop.example', database: 'tidemarket' },
    });
  });

  it.each([
    ['names none', { readerHost: undefined }],
    ['names the writer again', { readerHost: secret.host }],
  ])('has no reader when it %s', (_, changes) => {
    expect(parseDatabaseSecret(written(changes)).reader).toBeUndefined();
  });

  it('may tell writer and reader apart by their ports', () => {
    const { writer, reader } = parseDatabaseSecret(
      written({ host: '127.0.0.1', readerHost: '127.0.0.1', readerPort: 3308 }),
    );

    expect([writer.port, reader?.port]).toEqual([3307, 3308]);
  });

  it.each(['host', 'dbname', 'username', 'password'])(
    'without %s is refused by that name',
    (name) => {
      expect(problemOf(written({ [name]: undefined }))).toMatch(new RegExp(`^${name}: `));
    },
  );

  it.each([
    ['host', '10.0.0.5'],
    ['readerHost', '10.0.0.5'],
    ['port', 'hunter2'],
    ['username', ''],
  ])('with a wrong %s is refused without showing it', (name, value) => {
    const problem = problemOf(written({ [name]: value }));

    expect(problem).toMatch(new RegExp(`^${name}: `));
    expect(problem).not.toContain('hunter2');
    expect(problem).not.toContain('10.0.0.5');
  });

  it.each(['hunter2', '"hunter2"', '', '[]'])(
    'that is not an object is refused without showing it %#',
    (text) => {
      const problem = problemOf(text);

      expect(problem).toContain('must be a JSON object');
      expect(problem).not.toContain('hunter2');
    },
  );
});
