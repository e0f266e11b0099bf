import { expect, test } from '@jest/globals';
import {
  buildOptionGroups,
  getShownVariant,
} from '../../../storefront/views/product/option-groups.ts';
import { testProduct, testVariant } from './test-product.ts';

const product = testProduct({
  optionNames: ['Colour', 'Size'],
  variants: [
    testVariant(1, { options: ['Coral', 'S'], stock: 0 }),
    testVariant(2, { options: ['Coral', 'M'] }),
    testVariant(3, { options: ['Sand', 'S'], stock: 0 }),
    testVariant(4, { options: ['Sand', 'L'] }),
    testVariant(5, { options: ['Sand', 'XL'] }),
  ],
});

const leadsTo = (shownId: number) => {
  const shown = product.variants.find(({ id }) => id === shownId);
  if (!shown) throw new Error('no such variant');
  return buildOptionGroups(product, shown).map(({ values }) =>
    Object.fromEntries(values.map(({ value, variantId }) => [value, variantId])),
  );
};

test('the first variant in stock is shown, unless another is asked for', () => {
  const [soldOut = null] = product.variants;

  expect(getShownVariant(product, null)?.id).toBe(2);
  expect(getShownVariant(product, soldOut)?.id).toBe(1);
});

test('a value keeps the other options, even where that choice is sold out', () => {
  expect(leadsTo(1)).toEqual([
    { Coral: 1, Sand: 3 },
    { S: 1, M: 2, L: 4, XL: 5 },
  ]);
});

test('a value that does not come with the other options leads to one in stock', () => {
  expect(leadsTo(2)[0]).toEqual({ Coral: 2, Sand: 4 });
});

test('exactly one value of each option is chosen', () => {
  const shown = product.variants[3];
  if (!shown) throw new Error('no such variant');

  const chosen = buildOptionGroups(product, shown).map(({ values }) =>
    values.filter(({ isChosen }) => isChosen).map(({ value }) => value),
  );

  expect(chosen).toEqual([['Sand'], ['L']]);
});
