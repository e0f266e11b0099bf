import { createHash } from 'node:crypto';
import type { CartLine } from '../cart/find-cart.ts';
import type { CheckoutDetails } from './checkout-details.ts';
import type { OrderTotals } from './order-totals.ts';

type ShownLine = Pick<CartLine, 'variantId' | 'quantity' | 'unitPriceMinor'>;

/**
 * Writes down what a review has shown, to be sent back with the order: only what was seen is
 * placed. It needs no signature, since it is compared with the truth and never believed.
 */
export const describeShown = (
  lines: readonly ShownLine[],
  totals: OrderTotals,
  details: CheckoutDetails,
): string => {
  const items = lines.map(
    ({ variantId, quantity, unitPriceMinor }) => `${variantId}x${quantity}at${unitPriceMinor}`,
  );
  const { deliveryMinor, taxMinor, totalMinor } = totals;
  const given = JSON.stringify(Object.entries(details).sort());
  const seal = createHash('sha256').update(given).digest('hex').slice(0, 16);
  return [...items, deliveryMinor, taxMinor, totalMinor, seal].join('.');
};

export const isShown = (text: string): boolean =>
  text.length <= 8000 && /^(\d{1,16}x\d{1,3}at\d{1,16}\.)*(\d{1,16}\.){3}[0-9a-f]{16}$/.test(text);

/** Prices by variant as an earlier review has shown them, to mark what has changed since. */
export const readShownLines = (
  shown: string,
): ReadonlyMap<number, { readonly quantity: number; readonly unitPriceMinor: number }> =>
  new Map(
    [...shown.matchAll(/(\d+)x(\d+)at(\d+)\./g)].map(([, variantId, quantity, price]) => [
      Number(variantId),
      { quantity: Number(quantity), unitPriceMinor: Number(price) },
    ]),
  );
