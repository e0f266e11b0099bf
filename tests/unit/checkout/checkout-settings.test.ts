import { expect, it } from '@jest/globals';
import { toCheckoutRules } from '../../../storefront/checkout/checkout-rules.ts';
import { ConfigError, readConfig } from '../../../storefront/config.ts';

it('reads amounts in the currency of the store', () => {
  const env = { STORE_CURRENCY: 'EUR', DELIVERY_FLAT: '4.9', DELIVERY_FREE_FROM: '60' };

  expect(toCheckoutRules(readConfig({ ...env, TAX_RATE_PERCENT: '8.875' }))).toEqual({
    deliveryFlatMinor: 490,
    deliveryFreeFromMinor: 6000,
    taxMilliPercent: 8875,
    taxIncluded: false,
    countries: ['US', 'CA', 'GB', 'DE', 'FR'],
  });
  const yen = readConfig({
    STORE_CURRENCY: 'JPY',
    DELIVERY_FREE_FROM: 'never',
    TAX_INCLUDED: 'true',
  });
  expect(toCheckoutRules(yen)).toMatchObject({
    deliveryFlatMinor: 5,
    deliveryFreeFromMinor: null,
    taxIncluded: true,
  });
});

it.each([
  [{ DELIVERY_FLAT: '-1' }, 'DELIVERY_FLAT'],
  [{ DELIVERY_FLAT: '4.999' }, 'DELIVERY_FLAT'],
  [{ DELIVERY_FREE_FROM: 'sometimes' }, 'DELIVERY_FREE_FROM'],
  [{ TAX_RATE_PERCENT: '100' }, 'TAX_RATE_PERCENT'],
  [{ TAX_RATE_PERCENT: '1e1' }, 'TAX_RATE_PERCENT'],
  [{ TAX_INCLUDED: 'yes' }, 'TAX_INCLUDED'],
  [{ DELIVERY_COUNTRIES: 'US,Germany' }, 'DELIVERY_COUNTRIES.1'],
  [{ DELIVERY_COUNTRIES: 'QQ' }, 'DELIVERY_COUNTRIES.0'],
  [{ PAYMENT_PROVIDERS: 'cash' }, 'PAYMENT_PROVIDERS.0'],
  [{ PAYMENT_PROVIDERS: 'stripe', STRIPE_SECRET_KEY: 'a' }, 'STRIPE_WEBHOOK_SECRET'],
  [
    {
      PAYMENT_PROVIDERS: 'stripe',
      STRIPE_SECRET_KEY: 'a',
      STRIPE_WEBHOOK_SECRET: 'b',
      STORE_CURRENCY: 'KWD',
    },
    'PAYMENT_PROVIDERS',
  ],
  [{ MAIL_URL: 'https://mail.example' }, 'MAIL_URL'],
  [{ MAIL_URL: 'smtp://user:secret@mail.example' }, 'MAIL_FROM'],
])('names what is wrong in %j', (env, name) => {
  const read = () => readConfig(env);

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`  ${name}: `);
  expect(read).not.toThrow(/secret@/);
});
