import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fallbackOf } from '../../../storefront/views/picture-fallback.tsx';
import { shorten, toPlainText } from '../../../storefront/views/product/plain-text.ts';
import {
  formatCount,
  nameOfHandle,
  savedPercent,
  stockState,
} from '../../../storefront/views/words.ts';

test.each([
  [80, 100, 20],
  [64_900, 69_900, 7],
  [99_999, 100_000, undefined],
  [100, 100, undefined],
  [120, 100, undefined],
  [100, null, undefined],
  [0, 500, 100],
])('%i instead of %s saves %s percent', (price, compareAt, percent) => {
  expect(savedPercent(price, compareAt)).toBe(percent);
});

test('the percents said are never more than what is saved', () => {
  const minor = fc.integer({ min: 0, max: 100_000_000 });
  fc.assert(
    fc.property(minor, minor, (price, compareAt) => {
      const percent = savedPercent(price, compareAt) ?? 0;
      expect(percent * compareAt).toBeLessThanOrEqual(Math.max(0, compareAt - price) * 100);
    }),
  );
});

test.each([
  [0, 'Sold out'],
  [1, 'Only 1 left'],
  [5, 'Only 5 left'],
  [6, 'In stock'],
])('a stock of %i is "%s"', (stock, text) => {
  expect(stockState(stock).text).toBe(text);
});

test.each([
  [9_999, '9999'],
  [1_234_567, '1\u202f234\u202f567'],
])('%i is written %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test('a handle stands in for the name it was made of', () => {
  expect(nameOfHandle('skerry-loom-2')).toBe('Skerry Loom 2');
});

test.each([
  ['“über” Tin', 'Ü'],
  ['!?', '~'],
])('the picture of %j that is missing shows %s', (title, initial) => {
  expect(fallbackOf(title).initial).toBe(initial);
});

test('descriptions are words without markup, cut between words', () => {
  const text = toPlainText('<p>Tea &amp; toast</p><ul><li>for two</li></ul>');

  expect(text).toBe('Tea & toast for two');
  expect(shorten(text, 14)).toBe('Tea & toast…');
});
