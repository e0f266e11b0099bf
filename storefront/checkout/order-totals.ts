import { ShopError } from '../errors.ts';
import type { Minor } from '../money.ts';
import type { CheckoutRules } from './checkout-rules.ts';

export type PricedLine = { readonly unitPriceMinor: Minor; readonly quantity: number };

export type OrderTotals = {
  readonly subtotalMinor: Minor;
  readonly deliveryMinor: Minor;
  readonly taxMinor: Minor;
  /** What the shopper pays. It holds the tax, included in the prices or added to them. */
  readonly totalMinor: Minor;
};

/** Whole-number division that rounds halves up. */
const divideRounded = (dividend: bigint, divisor: bigint): bigint =>
  (2n * dividend + divisor) / (2n * divisor);

const toMinor = (amount: bigint): Minor => {
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) throw new ShopError('CART_FULL');
  return Number(amount);
};

/**
 * Computes an order's amounts. Delivery is flat and free from a subtotal on; tax is the same rate
 * on goods and delivery, rounded once, half up.
 * @throws ShopError CART_FULL where an amount would no longer be exact.
 */
export const computeTotals = (lines: readonly PricedLine[], rules: CheckoutRules): OrderTotals => {
  const subtotal = lines.reduce(
    (sum, { unitPriceMinor, quantity }) => sum + BigInt(unitPriceMinor) * BigInt(quantity),
    0n,
  );
  const { deliveryFreeFromMinor: freeFrom } = rules;
  const isFree = lines.length === 0 || (freeFrom !== null && subtotal >= BigInt(freeFrom));
  const delivery = isFree ? 0n : BigInt(rules.deliveryFlatMinor);
  const base = subtotal + delivery;
  const rate = BigInt(rules.taxMilliPercent);
  const tax = divideRounded(base * rate, rules.taxIncluded ? 100_000n + rate : 100_000n);
  return {
    subtotalMinor: toMinor(subtotal),
    deliveryMinor: toMinor(delivery),
    taxMinor: toMinor(tax),
    totalMinor: toMinor(rules.taxIncluded ? base : base + tax),
  };
};

/** Whether an order's tax stands inside its prices, told from its amounts. */
export const isTaxIncluded = ({
  subtotalMinor,
  deliveryMinor,
  totalMinor,
}: Omit<OrderTotals, 'taxMinor'>): boolean => totalMinor === subtotalMinor + deliveryMinor;
