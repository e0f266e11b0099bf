import { expect, it } from '@jest/globals';
import { isOrderReference, newOrderReference } from '../../../storefront/orders/order-reference.ts';

it('makes references of 26 characters that are all different and use their whole alphabet', () => {
  const references = Array.from({ length: 2000 }, newOrderReference);

  expect(references.every(isOrderReference)).toBe(true);
  expect(new Set(references).size).toBe(2000);
  expect(new Set(references.join('')).size).toBe(32);
  expect(new Set(references.map((reference) => reference[0])).size).toBe(32);
});

it.each(['', 'track', 'A'.repeat(26), `${'a'.repeat(26)}\n`, 'a'.repeat(27), '../../etc/passwd'])(
  'takes %j for no reference',
  (text) => {
    expect(isOrderReference(text)).toBe(false);
  },
);
