import type { Minor } from '../money.ts';

/** `1234567` is `1 234 567`, with narrow spaces: read alike in every language. */
export const formatCount = (count: number): string =>
  count < 10_000 ? String(count) : String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f');

/** `1 product`, `24 products`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Whole percents saved, rounded down so that nothing is promised; undefined below one percent. */
export const savedPercent = (price: Minor, compareAt: Minor | null): number | undefined => {
  if (compareAt === null || compareAt <= price) return undefined;
  const percent = Math.floor(((compareAt - price) * 100) / compareAt);
  return percent >= 1 ? percent : undefined;
};

const lowStock = 5;

/** What a shopper reads about a stock, and the tone it is shown in. */
export const stockState = (stock: number): { text: string; tone: 'in' | 'low' | 'out' } => {
  if (stock <= 0) return { text: 'Sold out', tone: 'out' };
  return stock <= lowStock
    ? { text: `Only ${stock} left`, tone: 'low' }
    : { text: 'In stock', tone: 'in' };
};

/** `salt-lane` is `Salt Lane`: stands in where only a handle is known. */
export const nameOfHandle = (handle: string): string =>
  handle
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
