import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCatalogQuery, toCatalogPath } from '../../../storefront/catalog/catalog-query.ts';

const toPath = (search: string) =>
  toCatalogPath(parseCatalogQuery(new URLSearchParams(search), 'USD'), 'USD');

describe('the address of a product list', () => {
  it.each([
    ['', '/products'],
    ['utm_source=mail&fbclid=1', '/products'],
    ['page=1&sort=featured&q=', '/products'],
    ['page=3&q=blue+shirt', '/products?q=blue+shirt&page=3'],
    ['brand=b&brand=a&brand=a&category=Books', '/products?category=books&brand=a&brand=b'],
    ['min=10&max=20.50&stock=in', '/products?min=10.00&max=20.50&stock=in'],
    ['min=-1&max=abc&stock=out', '/products'],
    ['min=1.999', '/products'],
    ['page=0', '/products'],
    ['page=99999&page=2', '/products'],
    ['page=9999', '/products?page=500'],
    ['page=1e3', '/products'],
    ['sort=relevance', '/products'],
    ['q=lamp&sort=relevance', '/products?q=lamp'],
    ['q=lamp&sort=title', '/products?q=lamp&sort=title'],
    ['sort=__proto__&category=../../etc', '/products?category=etc'],
    ['q=%00%0d%0aSet-Cookie', '/products?q=Set-Cookie'],
  ])('%j is %j', (search, path) => {
    expect(toPath(search)).toBe(path);
  });

  it('is the same again when it is read again, whatever was asked for', () => {
    const names = fc.constantFrom(
      'q',
      'category',
      'brand',
      'min',
      'max',
      'stock',
      'sort',
      'page',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, fc.string({ unit: 'binary', maxLength: 150 }))),
        (pairs) => {
          const path = toPath(new URLSearchParams(pairs).toString());

          expect(toPath(path.slice('/products'.length))).toBe(path);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
