import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CheckoutRules } from '../../../storefront/checkout/checkout-rules.ts';
import { computeTotals, isTaxIncluded } from '../../../storefront/checkout/order-totals.ts';

const rules = (changed: Partial<CheckoutRules> = {}): CheckoutRules => ({
  deliveryFlatMinor: 490,
  deliveryFreeFromMinor: 5000,
  taxMilliPercent: 0,
  taxIncluded: false,
  countries: ['US'],
  ...changed,
});

const line = (unitPriceMinor: number, quantity = 1) => ({ unitPriceMinor, quantity });

const anyLines = fc.array(
  fc.record({
    unitPriceMinor: fc.integer({ min: 0, max: 9_999_999 }),
    quantity: fc.integer({ min: 1, max: 99 }),
  }),
  { maxLength: 100 },
);

const anyRules = fc.record({
  deliveryFlatMinor: fc.integer({ min: 0, max: 100_000 }),
  deliveryFreeFromMinor: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  taxMilliPercent: fc.integer({ min: 0, max: 99_999 }),
  taxIncluded: fc.boolean(),
  countries: fc.constant(['US']),
});

it.each([
  ['an empty cart costs nothing', [], {}, [0, 0, 0, 0]],
  ['delivery is flat', [line(1000, 2), line(250)], {}, [2250, 490, 0, 2740]],
  ['one cent below the free amount pays delivery', [line(4999)], {}, [4999, 490, 0, 5489]],
  ['the free amount itself is free', [line(5000)], {}, [5000, 0, 0, 5000]],
  ['never free', [line(900_000)], { deliveryFreeFromMinor: null }, [900_000, 490, 0, 900_490]],
  [
    'tax is added on goods and delivery',
    [line(1000)],
    { taxMilliPercent: 10_000 },
    [1000, 490, 149, 1639],
  ],
  ['tax of 8.875 %', [line(9999)], { taxMilliPercent: 8875 }, [9999, 0, 887, 10_886]],
  [
    'half a cent is rounded up',
    [line(5050)],
    { taxMilliPercent: 10_000 - 9_990 },
    [5050, 0, 1, 5051],
  ],
  [
    'tax is inside the price',
    [line(11_900)],
    { taxMilliPercent: 19_000, taxIncluded: true },
    [11_900, 0, 1900, 11_900],
  ],
] as const)('%s', (_, lines, changed, [subtotalMinor, deliveryMinor, taxMinor, totalMinor]) => {
  const totals = computeTotals(lines, rules(changed));

  expect(totals).toEqual({ subtotalMinor, deliveryMinor, taxMinor, totalMinor });
});

it('is exact, whole and never negative for 10,000 carts', () => {
  fc.assert(
    fc.property(anyLines, anyRules, (lines, rules) => {
      const { subtotalMinor, deliveryMinor, taxMinor, totalMinor } = computeTotals(lines, rules);

      const sum = lines.reduce(
        (all, { unitPriceMinor, quantity }) => all + unitPriceMinor * quantity,
        0,
      );
      expect(subtotalMinor).toBe(sum);
      const free = rules.deliveryFreeFromMinor;
      const isFree = lines.length === 0 || (free !== null && sum >= free);
      expect(deliveryMinor).toBe(isFree ? 0 : rules.deliveryFlatMinor);
      const base = BigInt(sum + deliveryMinor);
      const rate = BigInt(rules.taxMilliPercent);
      // The tax is within half a unit of the exact one, a half counting up.
      const divisor = rules.taxIncluded ? 100_000n + rate : 100_000n;
      const error = 2n * (BigInt(taxMinor) * divisor - base * rate);
      expect(error > -divisor && error <= divisor).toBe(true);
      expect(totalMinor).toBe(Number(base) + (rules.taxIncluded ? 0 : taxMinor));
      for (const amount of [subtotalMinor, deliveryMinor, taxMinor, totalMinor]) {
        expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
      }
      expect(taxMinor).toBeLessThanOrEqual(totalMinor);
    }),
    { numRuns: 10_000 },
  );
});

it('does not depend on the order of the lines, nor on how pieces are spread over them', () => {
  fc.assert(
    fc.property(anyLines, anyRules, (lines, rules) => {
      const spread = lines.flatMap(({ unitPriceMinor, quantity }) =>
        quantity === 1
          ? [line(unitPriceMinor)]
          : [line(unitPriceMinor), line(unitPriceMinor, quantity - 1)],
      );

      expect(computeTotals(spread.toReversed(), rules)).toEqual(computeTotals(lines, rules));
    }),
  );
});

it('tells included tax from the amounts alone', () => {
  fc.assert(
    fc.property(anyLines, anyRules, (lines, rules) => {
      const totals = computeTotals(lines, rules);

      expect(isTaxIncluded(totals)).toBe(rules.taxIncluded || totals.taxMinor === 0);
    }),
  );
});

it('refuses an order beyond exact numbers', () => {
  const lines = [line(Number.MAX_SAFE_INTEGER, 2)];

  expect(() => computeTotals(lines, rules())).toThrow('CART_FULL');
});
