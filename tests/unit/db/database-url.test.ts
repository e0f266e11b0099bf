import { describe, expect, it } from '@jest/globals';
import { databaseUrl, describeDatabase } from '../../../storefront/db/database-url.ts';

const mysql = {
  kind: 'mysql',
  host: 'db.shop.example',
  port: 3306,
  user: 'shop',
  database: 'shop',
};

describe('databaseUrl', () => {
  it.each([
    ['sqlite:var/shop.db', { kind: 'sqlite', file: 'var/shop.db' }],
    ['sqlite:/var/lib/shop.db', { kind: 'sqlite', file: '/var/lib/shop.db' }],
    ['mysql://shop:pw@db.shop.example/shop', { ...mysql, password: 'pw' }],
    ['mysql://shop:pw@db.shop.example:3307/shop', { ...mysql, password: 'pw', port: 3307 }],
    ['mysql://shop@db.shop.example/shop', { ...mysql, password: '' }],
    ['mysql://shop:p%40s%2Fs%3Aw@db.shop.example/shop', { ...mysql, password: 'p@s/s:w' }],
    ['mysql://shop:pw@127.0.0.1/shop', { ...mysql, password: 'pw', host: '127.0.0.1' }],
  ])('reads %s', (text, expected) => {
    expect(databaseUrl.parse(text)).toEqual(expected);
  });

  it.each([
    'sqlite:',
    'shop.db',
    'mysql://db.shop.example/shop',
    'mysql://shop:pw@db.shop.example',
    'mysql://shop:pw@db.shop.example/',
    'mysql://shop:pw@/shop',
    'mysql://shop:pw@10.1.2.3/shop',
    'postgres://shop:pw@db.shop.example/shop',
    'mysql://shop:%zz@db.shop.example/shop',
    '',
  ])('refuses %j', (text) => {
    expect(databaseUrl.safeParse(text).success).toBe(false);
  });
});

describe('describeDatabase', () => {
  it.each([
    ['mysql://shop:secret@db.shop.example/shop', 'MySQL db.shop.example:3306/shop'],
    ['sqlite:var/shop.db', 'SQLite file var/shop.db'],
  ])('shows %s as %s', (text, shown) => {
    expect(describeDatabase(databaseUrl.parse(text))).toBe(shown);
  });
});
