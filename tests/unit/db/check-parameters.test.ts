import { describe, expect, it } from '@jest/globals';
import { checkParameters } from '../../../storefront/db/check-parameters.ts';

describe('checkParameters', () => {
  it.each([null, 0, -1, Number.MAX_SAFE_INTEGER, '', 'a', '🌊', "'; --"])(
    'lets %j through',
    (value) => {
      expect(() => checkParameters([value])).not.toThrow();
    },
  );

  it.each([
    ['undefined', undefined],
    ['true', true],
    ['a fraction', 0.5],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an inexact number', 2 ** 53],
    ['a NUL', 'a\0'],
    ['half a character', '\ud83c'],
    ['a date', new Date(0)],
    ['a list', ['a']],
    ['an object', { a: 1 }],
    ['bytes', new Uint8Array(1)],
    ['a function', () => 1],
  ])('refuses %s', (_what, value) => {
    expect(() => checkParameters([1, value])).toThrow(/^parameter 2 is/);
  });

  it('keeps the value out of the message', () => {
    expect(() => checkParameters(['s3cret\0'])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
    );
  });
});
