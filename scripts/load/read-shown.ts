import { readShownLines } from '../../storefront/checkout/shown-order.ts';

export type ShownOrder = {
  readonly lines: { variantId: number; quantity: number; unitPriceMinor: number }[];
  readonly totalMinor: number;
};

/** What a review has shown: see describeShown. @throws when it is something else */
export const readShown = (shown: string): ShownOrder => {
  const total = /\.?(\d+)\.[0-9a-f]{16}$/.exec(shown)?.[1];
  if (total === undefined) throw new Error('the review does not say what it shows');
  const lines = [...readShownLines(shown)].map(([variantId, line]) => ({ variantId, ...line }));
  return { lines, totalMinor: Number(total) };
};
