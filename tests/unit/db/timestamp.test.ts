import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromTimestamp, toTimestamp } from '../../../storefront/db/timestamp.ts';

const storable = fc.date({
  min: new Date('1000-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('timestamps', () => {
  it('are UTC with milliseconds', () => {
    expect(toTimestamp(new Date('2026-11-22T18:04:05.120+02:00'))).toBe('2026-11-22 16:04:05.120');
  });

  it('come back as the same moment', () => {
    fc.assert(
      fc.property(storable, (date) => {
        expect(fromTimestamp(toTimestamp(date))).toEqual(date);
      }),
    );
  });

  it('sort as text like the moments they stand for', () => {
    fc.assert(
      fc.property(storable, storable, (one, other) => {
        expect(toTimestamp(one) < toTimestamp(other)).toBe(one < other);
      }),
    );
  });

  it('are not made of an invalid date', () => {
    expect(() => toTimestamp(new Date(Number.NaN))).toThrow(RangeError);
  });
});
