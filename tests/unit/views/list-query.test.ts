import { describe, expect, test } from '@jest/globals';
import { parseCatalogQuery } from '../../../storefront/catalog/catalog-query.ts';
import {
  findActiveFilters,
  findCanonicalPath,
  pageWindow,
} from '../../../storefront/views/list/query-changes.ts';
import { testSite } from './test-site.ts';

const site = testSite();
const queryOf = (search: string) => parseCatalogQuery(new URLSearchParams(search), site.currency);

describe('findCanonicalPath', () => {
  test.each([
    ['', '/products'],
    ['category=books', '/products?category=books'],
    ['category=books&page=2&sort=newest', '/products?category=books&page=2'],
    ['brand=aurelow', '/products?brand=aurelow'],
    ['q=lamp', undefined],
    ['category=books&brand=aurelow', undefined],
    ['brand=aurelow&brand=boxwren', undefined],
    ['min=10', undefined],
    ['stock=in', undefined],
    ['page=9', undefined],
  ])('%j is indexed as %s', (search, path) => {
    expect(findCanonicalPath(queryOf(search), 3, site.currency)).toBe(path);
  });
});

describe('findActiveFilters', () => {
  test('each chip leads to the list without its filter, from the first page', () => {
    const query = queryOf(
      'q=tide&category=books&brand=aurelow&brand=night-owl&min=5&stock=in&page=2',
    );

    const filters = findActiveFilters(site, query, 'Books', [
      { handle: 'aurelow', name: 'Aurelow', count: 1 },
    ]);

    expect(filters.map(({ label }) => label)).toEqual([
      '“tide”',
      'Books',
      'Aurelow',
      'Night Owl',
      'From $5.00',
      'In stock',
    ]);
    expect(filters[2]?.path).toBe(
      '/products?q=tide&category=books&brand=night-owl&min=5.00&stock=in',
    );
  });

  test('without its text a list goes back from best match to the usual order', () => {
    const [text] = findActiveFilters(site, queryOf('q=tide&category=books'), 'Books', []);

    expect(text?.path).toBe('/products?category=books');
  });
});

describe('pageWindow', () => {
  test.each([
    [1, 1, [1]],
    [1, 4, [1, 2, 3, 4]],
    [3, 5, [1, 2, 3, 4, 5]],
    [6, 12, [1, null, 5, 6, 7, null, 12]],
    [12, 12, [1, null, 11, 12]],
  ])('page %i of %i', (page, pageCount, expected) => {
    expect(pageWindow(page, pageCount)).toEqual(expected);
  });
});
