import { type Minor, parseMinor } from '../../money.ts';
import type { Column } from './columns.ts';
import type { RowCells } from './row-cells.ts';

const maxQuantity = 2_000_000_000;
const maxInteger = 2_147_483_647;
const maxImagePosition = 1_000_000;

const explainAmount = (text: string): string => {
  if (text.startsWith('-')) return `“${text}” is negative`;
  if (text.includes(',')) return `“${text}” has a comma: write 1234.50`;
  if (/\p{Sc}/u.test(text)) return `“${text}” has a currency sign: write the number alone`;
  return `“${text}” is not an amount such as 24.90`;
};

/** An amount of money, or null where the cell is empty. */
export const readAmount = (cells: RowCells, column: Column, currency: string): Minor | null => {
  const text = cells.text(column, 40);
  if (text === '') return null;
  return parseMinor(text, currency) ?? cells.fail(column, explainAmount(text), null);
};

const readWhole = (cells: RowCells, column: Column, lowest: number, highest: number) => {
  const text = cells.text(column, 40);
  if (text === '') return null;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value >= lowest && value <= highest
    ? value
    : cells.fail(column, `“${text}” is not a whole number from ${lowest} to ${highest}`, null);
};

export const readQuantity = (cells: RowCells): number | null =>
  readWhole(cells, 'quantity', 0, maxQuantity);

export const readImagePosition = (cells: RowCells): number | null =>
  readWhole(cells, 'imagePosition', 1, maxImagePosition);

/** Whole grams; a fraction of one is rounded half up. */
export const readGrams = (cells: RowCells): number | null => {
  const text = cells.text('grams', 40);
  if (text === '') return null;
  const value = /^\d{1,10}(\.\d+)?$/.test(text) ? Math.round(Number(text)) : Number.NaN;
  return value <= maxInteger
    ? value
    : cells.fail('grams', `“${text}” is not a weight in grams`, null);
};
