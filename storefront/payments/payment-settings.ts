import * as z from 'zod';

const originUrl = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);

export const providerNames = ['on-delivery', 'stripe'] as const;

export type ProviderName = (typeof providerNames)[number];

/** How shoppers may pay, as the environment names it. */
export const paymentSettings = {
  /** Ways to pay in the order offered, separated by commas. */
  PAYMENT_PROVIDERS: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(providerNames)).min(1))
    .prefault('on-delivery'),
  /** An order that waits for its payment is given up, and its stock given back, after this time. */
  PAYMENT_EXPIRY_MINUTES: z.coerce.number().int().min(1).max(1380).default(60),
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_API_BASE: originUrl.default('https://api.stripe.com'),
  /** Where Stripe shows its payment page: another origin only with a custom domain. */
  STRIPE_CHECKOUT_ORIGIN: originUrl.default('https://checkout.stripe.com'),
};

export type PaymentSettings = z.output<z.ZodObject<typeof paymentSettings>> & {
  readonly STORE_CURRENCY: string;
};

/** Stripe counts these in other units than everybody else, or not to their last digit. */
const unlikeStripe = ['ISK', 'UGX', 'BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/** What is wrong with settings that are each right by themselves: setting -> message. */
export const checkProviders = (settings: PaymentSettings): Readonly<Record<string, string>> => {
  const problems: Record<string, string> = {};
  if (!settings.PAYMENT_PROVIDERS.includes('stripe')) return problems;
  for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const) {
    if (settings[name] === undefined) problems[name] = 'is required by the payment provider stripe';
  }
  if (unlikeStripe.includes(settings.STORE_CURRENCY)) {
    problems['PAYMENT_PROVIDERS'] = `stripe cannot be used with ${settings.STORE_CURRENCY}`;
  }
  return problems;
};
