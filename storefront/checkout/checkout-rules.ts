import { type Minor, parseMinor } from '../money.ts';
import type { CheckoutSettings } from './checkout-settings.ts';

/** How this shop delivers and taxes. */
export type CheckoutRules = {
  readonly deliveryFlatMinor: Minor;
  /** Subtotal from which delivery is free; null means never. */
  readonly deliveryFreeFromMinor: Minor | null;
  /** Tax rate in thousandths of a percent: 8875 is 8.875 %. */
  readonly taxMilliPercent: number;
  readonly taxIncluded: boolean;
  /** ISO 3166-1 codes of the countries delivered to, the first is proposed. */
  readonly countries: readonly string[];
};

const toAmount = (name: string, value: string, currency: string): Minor => {
  const amount = parseMinor(value, currency);
  if (amount === undefined) throw new Error(`${name} is no amount of ${currency}`);
  return amount;
};

/** The rules that the configuration states; readConfig has checked each of them. */
export const toCheckoutRules = (config: CheckoutSettings): CheckoutRules => {
  const currency = config.STORE_CURRENCY;
  const free = config.DELIVERY_FREE_FROM;
  return {
    deliveryFlatMinor: toAmount('DELIVERY_FLAT', config.DELIVERY_FLAT, currency),
    deliveryFreeFromMinor: free === 'never' ? null : toAmount('DELIVERY_FREE_FROM', free, currency),
    taxMilliPercent: Math.round(Number(config.TAX_RATE_PERCENT) * 1000),
    taxIncluded: config.TAX_INCLUDED,
    countries: config.DELIVERY_COUNTRIES,
  };
};
