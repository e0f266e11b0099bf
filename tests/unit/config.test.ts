import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../storefront/config.ts';

const problemsOf = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
};

describe('readConfig', () => {
  it('needs nothing for a shop on a laptop', () => {
    const config = readConfig({});

    expect(config).toMatchObject({
      PORT: 3000,
      DATABASE_URL: { kind: 'sqlite', file: 'var/shop.db' },
      STORE_CURRENCY: 'USD',
    });
    expect(config.PUBLIC_ORIGIN).toBeUndefined();
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty setting for one that is not set, and ignores those of others', () => {
    expect(readConfig({ PORT: '', STORE_NAME: '', HOME: '/root' })).toEqual(readConfig({}));
  });

  it('names what is wrong between settings beside what is wrong in one', () => {
    const message = problemsOf({
      PORT: 'x',
      PAYMENT_PROVIDERS: 'stripe',
      MAIL_URL: 'smtp://mail.example',
      DELIVERY_FLAT: '1.999',
    });

    for (const name of ['PORT', 'STRIPE_SECRET_KEY', 'MAIL_FROM', 'DELIVERY_FLAT']) {
      expect(message).toContain(`  ${name}: `);
    }
  });

  it('says nothing of settings that depend on a wrong one', () => {
    expect(problemsOf({ STORE_CURRENCY: 'DOLLAR', DELIVERY_FLAT: '1.999' })).not.toContain(
      'DELIVERY_FLAT',
    );
  });

  it('names every wrong setting at once, one a line', () => {
    const lines = problemsOf({
      PORT: '70000',
      PUBLIC_ORIGIN: 'shop.example',
      DATABASE_URL: 'postgres://localhost/shop',
      STORE_CURRENCY: 'DOLLAR',
      STORE_LOCALE: 'en_US!',
      LOG_LEVEL: 'loud',
    }).split('\n');

    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe('The configuration is not usable:');
    const named = lines.slice(1).map((line) => line.trim().split(':')[0]);
    expect(named).toEqual([
      'PORT',
      'PUBLIC_ORIGIN',
      'DATABASE_URL',
      'STORE_CURRENCY',
      'STORE_LOCALE',
      'LOG_LEVEL',
    ]);
  });

  it.each([
    'mysql://shop:hunter2@db.shop.example',
    'mysql://shop:hunter2@/shop',
    'mysql://shop:hunter2@10.0.0.5/shop',
    'postgres://shop:hunter2@db.shop.example/shop',
    'mysql://shop:hunter2@db.shop.example:port/shop',
    'hunter2',
  ])('shows no password of the wrong database address %#', (url) => {
    const message = problemsOf({ DATABASE_URL: url, DATABASE_READER_URL: url });

    expect(message).toContain('DATABASE_URL:');
    expect(message).toContain('DATABASE_READER_URL:');
    expect(message).not.toContain('hunter2');
  });

  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example/', 'https://shop.example'],
    ['https://Shop.Example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('reads the origin %s as %s', (given, origin) => {
    expect(readConfig({ PUBLIC_ORIGIN: given }).PUBLIC_ORIGIN).toBe(origin);
  });

  it.each([
    'shop.example',
    '//shop.example',
    'ftp://shop.example',
    'https://shop.example/shop',
    'https://shop.example/?a=b',
    'https://shop.example/#top',
    'https://user:secret@shop.example',
    'https://',
    'null',
  ])('refuses the origin %s', (given) => {
    expect(problemsOf({ PUBLIC_ORIGIN: given })).toContain('PUBLIC_ORIGIN:');
  });

  it.each(['8.5', '-1', 'http', '65536'])('refuses the port %s', (PORT) => {
    expect(problemsOf({ PORT })).toContain('PORT:');
  });

  it('takes the name of a secret instead of the database addresses, and not beside them', () => {
    const env = { DATABASE_SECRET_ID: 'shop', DATABASE_CA_FILE: 'ca.pem' };

    expect(readConfig(env)).toMatchObject({ DATABASE_SECRET_ID: 'shop', DATABASE_URL: undefined });
    expect(problemsOf({ ...env, DATABASE_URL: 'sqlite:shop.db' })).toContain('DATABASE_SECRET_ID:');
    expect(
      problemsOf({ ...env, DATABASE_READER_URL: 'mysql://shop:hunter2@db.example/shop' }),
    ).toContain('DATABASE_SECRET_ID:');
    expect(problemsOf({ ORIGIN_SECRET: '0123456789abcdef', ORIGIN_SECRET_ID: 'origin' })).toContain(
      'ORIGIN_SECRET_ID:',
    );
  });

  it.each([{ DATABASE_SECRET_ID: 'shop' }, { DATABASE_URL: 'mysql://a:b@db.example/shop' }])(
    'wants to know whom to trust before it speaks to MySQL %#',
    (env) => {
      expect(problemsOf(env)).toContain('DATABASE_CA_FILE:');
    },
  );
});
