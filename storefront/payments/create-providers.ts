import type { PaymentProvider, PaymentProviders } from './payment-provider.ts';
import type { PaymentSettings, ProviderName } from './payment-settings.ts';
import { createStripe } from './stripe/stripe-checkout.ts';

const onDelivery: PaymentProvider = {
  name: 'on-delivery',
  title: 'Pay on delivery',
  description: 'You pay when the parcel is handed over.',
};

/** The ways to pay that the configuration names, in its order. */
export const createPaymentProviders = (settings: PaymentSettings): PaymentProviders => {
  const create: Readonly<Record<ProviderName, () => PaymentProvider>> = {
    'on-delivery': () => onDelivery,
    stripe: () => {
      const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = settings;
      if (!secretKey || !webhookSecret) throw new Error('the settings were not checked');
      const { STRIPE_API_BASE: apiBase, STRIPE_CHECKOUT_ORIGIN: pageOrigin } = settings;
      return createStripe({ secretKey, webhookSecret, apiBase, pageOrigin });
    },
  };
  return [...new Set(settings.PAYMENT_PROVIDERS)].map((name) => create[name]());
};
