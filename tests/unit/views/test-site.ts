import { moneyFormatter } from '../../../storefront/money.ts';
import type { Site } from '../../../storefront/site.ts';

/** A shop as views see it, at https://shop.example. */
export const testSite = (): Site => ({
  name: 'Test Shop',
  locale: 'en-US',
  currency: 'USD',
  origin: 'https://shop.example',
  formatMoney: moneyFormatter('en-US', 'USD'),
  asset: (name) => `/static/${name}`,
});
