import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moneyFormatter, parseMinor, toDecimal } from '../../storefront/money.ts';

const decimals = { JPY: 0, USD: 2, EUR: 2, KWD: 3 } as const;
type Currency = keyof typeof decimals;

const currency = fc.constantFrom(...(Object.keys(decimals) as Currency[]));
const minor = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe('parseMinor', () => {
  it.each([
    ['24.9', 'USD', 2490],
    ['24.90', 'USD', 2490],
    ['24.900', 'USD', 2490],
    ['24', 'USD', 2400],
    ['0', 'USD', 0],
    ['0.01', 'USD', 1],
    ['007.50', 'USD', 750],
    ['1.15', 'USD', 115],
    ['4.35', 'USD', 435],
    ['1.005', 'KWD', 1005],
    ['24', 'JPY', 24],
    ['24.0', 'JPY', 24],
  ])('reads %j %s as %d', (text, code, expected) => {
    expect(parseMinor(text, code)).toBe(expected);
  });

  it.each([
    ['24.901', 'USD'],
    ['24.5', 'JPY'],
    ['1.0005', 'KWD'],
    ['-1', 'USD'],
    ['+1', 'USD'],
    ['1,50', 'USD'],
    ['1 000', 'USD'],
    ['1e3', 'USD'],
    ['0x10', 'USD'],
    ['.5', 'USD'],
    ['5.', 'USD'],
    ['$5', 'USD'],
    ['', 'USD'],
    [' 5', 'USD'],
    ['5\n', 'USD'],
    ['Infinity', 'USD'],
    ['٣', 'USD'],
    ['99999999999999', 'USD'],
    ['9007199254740.993', 'KWD'],
  ])('refuses %j %s', (text, code) => {
    expect(parseMinor(text, code)).toBeUndefined();
  });

  it('reads back every amount that toDecimal writes', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        // Thirteen digits before the point are the most that is read.
        fc.pre(amount < 10 ** (13 + decimals[code]));

        expect(parseMinor(toDecimal(amount, code), code)).toBe(amount);
      }),
    );
  });

  it('reads every decimal with two digits exactly', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 12 }), fc.nat({ max: 99 }), (whole, cents) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`;

        expect(parseMinor(text, 'USD')).toBe(whole * 100 + cents);
      }),
    );
  });

  it('gives a whole, safe, non-negative number or nothing, whatever the text', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9.,+\-e ]{0,20}$/));
    fc.assert(
      fc.property(text, currency, (input, code) => {
        const amount = parseMinor(input, code) ?? 0;

        expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
      }),
    );
  });
});

describe('toDecimal', () => {
  it.each([
    [2490, 'USD', '24.90'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [24, 'JPY', '24'],
    [5, 'KWD', '0.005'],
    [Number.MAX_SAFE_INTEGER, 'USD', '90071992547409.91'],
  ])('writes %d %s as %s', (amount, code, text) => {
    expect(toDecimal(amount, code)).toBe(text);
  });

  it('has exactly as many decimals as the currency', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const [, fraction = ''] = toDecimal(amount, code).split('.');

        expect(fraction).toHaveLength(decimals[code]);
      }),
    );
  });
});

describe('moneyFormatter', () => {
  it.each([
    ['en-US', 'USD', 2490, '$24.90'],
    ['de-DE', 'EUR', 123_456, '1.234,56\u00a0€'],
    ['ja-JP', 'JPY', 2490, '￥2,490'],
    ['en-US', 'KWD', 1005, 'KWD\u00a01.005'],
    ['en-US', 'USD', Number.MAX_SAFE_INTEGER, '$90,071,992,547,409.91'],
  ])('shows to %s an amount in %s', (locale, code, amount, text) => {
    expect(moneyFormatter(locale, code)(amount)).toBe(text);
  });
});
