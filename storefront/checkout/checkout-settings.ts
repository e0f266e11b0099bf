import * as z from 'zod';
import { parseMinor } from '../money.ts';

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const country = z
  .string()
  .trim()
  .refine(
    (code) => /^[A-Z]{2}$/.test(code) && regionNames.of(code) !== undefined,
    'must be ISO 3166-1 codes of two capital letters, separated by commas',
  );

const decimal = z.string().regex(/^\d{1,13}(\.\d+)?$/, 'must be a decimal such as 4.90');

/** Delivery and tax, as the environment names them. Amounts are decimals of STORE_CURRENCY. */
export const checkoutSettings = {
  DELIVERY_FLAT: decimal.default('5'),
  /** Subtotal from which delivery is free, or `never`. */
  DELIVERY_FREE_FROM: z.union([decimal, z.literal('never')]).default('50'),
  DELIVERY_COUNTRIES: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(country).min(1))
    .prefault('US,CA,GB,DE,FR'),
  TAX_RATE_PERCENT: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be a percentage below 100 with three decimals at most')
    .default('0'),
  /** Whether catalog prices and the delivery fee hold the tax already. */
  TAX_INCLUDED: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
};

export type CheckoutSettings = z.output<z.ZodObject<typeof checkoutSettings>> & {
  readonly STORE_CURRENCY: string;
};

/** What is wrong with settings that are each right by themselves: setting -> message. */
export const checkAmounts = (settings: CheckoutSettings): Readonly<Record<string, string>> => {
  const currency = settings.STORE_CURRENCY;
  const problems: Record<string, string> = {};
  for (const name of ['DELIVERY_FLAT', 'DELIVERY_FREE_FROM'] as const) {
    const value = settings[name];
    if (value !== 'never' && parseMinor(value, currency) === undefined) {
      problems[name] = `has more decimals than ${currency}`;
    }
  }
  return problems;
};
