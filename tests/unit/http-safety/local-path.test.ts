import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toLocalPath } from '../../../storefront/http/local-path.ts';

describe('toLocalPath', () => {
  it.each([
    ['/', '/'],
    ['/account', '/account'],
    ['/checkout/address?step=2&x=%2F', '/checkout/address?step=2&x=%2F'],
    ['/products?q=a%20b', '/products?q=a%20b'],
    ['/cart#x', '/cart'],
  ])('keeps %j', (wanted, expected) => {
    expect(toLocalPath(wanted, '/fallback')).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'account',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/x\r\nset-cookie: a=b',
    'https://evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    ' /account',
    '/ünicode',
    `/${'x'.repeat(500)}`,
    '@evil.example',
  ])('refuses %j', (wanted) => {
    expect(toLocalPath(wanted, '/fallback')).toBe('/fallback');
  });

  it('never leads to another host', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '%2e',
      '%2f',
      '%5c',
      ':',
      '@',
      '\t',
      '\n',
      '?',
      '#',
      'evil.example',
      'http',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const path = toLocalPath(`/${parts.join('')}`, '/fallback');
        expect(new URL(path, 'https://shop.example').origin).toBe('https://shop.example');
      }),
      { numRuns: 5_000 },
    );
  });
});
