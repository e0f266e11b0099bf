import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../../storefront/config.ts';

const problemsOf = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
};

describe('the settings of the shared cache', () => {
  it('may all be missing', () => {
    const { CACHE_URL, CACHE_HOST } = readConfig({});

    expect([CACHE_URL, CACHE_HOST]).toEqual([undefined, undefined]);
  });

  it.each([
    ['redis://127.0.0.1:6390', { host: '127.0.0.1', port: 6390, isTls: false }],
    ['redis://localhost', { host: 'localhost', port: 6379, isTls: false }],
    ['redis://[::1]:6390/', { host: '::1', port: 6390, isTls: false }],
    [
      'rediss://ann:p%40ss@cache.example:6380',
      { host: 'cache.example', port: 6380, isTls: true, username: 'ann', password: 'p@ss' },
    ],
    [
      'rediss://:hunter2@cache.example',
      { host: 'cache.example', username: undefined, password: 'hunter2' },
    ],
  ])('reads %s', (CACHE_URL, expected) => {
    expect(readConfig({ CACHE_URL }).CACHE_URL).toMatchObject(expected);
  });

  it.each([
    'redis://ann:hunter2@cache.example:6379',
    'redis://127.0.0.1.evil.example',
    'redis://hunter2@10.0.0.1',
    'rediss://ann:hunter2@cache.example/5',
    'rediss://ann:hunter2@cache.example?db=1',
    'http://ann:hunter2@localhost',
    'rediss://',
    'hunter2',
  ])('refuses %s, and shows no password', (CACHE_URL) => {
    const problems = problemsOf({ CACHE_URL });

    expect(problems).toContain('CACHE_URL: must be rediss://');
    expect(problems).not.toContain('hunter2');
  });

  it.each([
    [{ CACHE_URL: 'redis://localhost', CACHE_HOST: 'cache.example' }, 'CACHE_HOST'],
    [{ CACHE_SECRET_ID: 'cache' }, 'CACHE_SECRET_ID'],
    [{ CACHE_URL: 'redis://localhost', CACHE_CA_FILE: 'ca.pem' }, 'CACHE_CA_FILE'],
    [{ CACHE_HOST: 'cache.example', CACHE_PORT: '0' }, 'CACHE_PORT'],
  ])('refuses %j', (env, name) => {
    expect(problemsOf(env)).toContain(`  ${name}: `);
  });
});
