import type { PaymentProviders } from '../payments/payment-provider.ts';
import { findProvider } from '../payments/payment-provider.ts';
import type { CheckoutDetails } from './checkout-details.ts';
import type { CheckoutRules } from './checkout-rules.ts';

/** The steps in order. */
export const checkoutSteps = ['address', 'delivery', 'payment', 'review'] as const;

export type CheckoutStep = (typeof checkoutSteps)[number];

/** The one way of delivery there is. */
export const standardDelivery = 'standard';

/** The first step that is not done; a setting may have changed since it was. */
export const findNextStep = (
  details: CheckoutDetails | undefined,
  rules: CheckoutRules,
  providers: PaymentProviders,
): CheckoutStep => {
  if (!details?.line1 || !rules.countries.includes(details.country)) return 'address';
  if (details.deliveryMethod !== standardDelivery) return 'delivery';
  if (!findProvider(providers, details.paymentProvider)) return 'payment';
  return 'review';
};
