import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { addToCart } from '../../storefront/cart/add-to-cart.ts';
import type { CartOwner } from '../../storefront/cart/cart-owner.ts';
import { findCart } from '../../storefront/cart/find-cart.ts';
import { findCheckout } from '../../storefront/checkout/checkout-details.ts';
import type { CheckoutRules } from '../../storefront/checkout/checkout-rules.ts';
import { computeTotals } from '../../storefront/checkout/order-totals.ts';
import { type PlacedOrder, placeOrder } from '../../storefront/checkout/place-order.ts';
import { saveCheckout } from '../../storefront/checkout/save-checkout.ts';
import { describeShown } from '../../storefront/checkout/shown-order.ts';
import type { Database } from '../../storefront/db/open-database.ts';
import { createPaymentProviders } from '../../storefront/payments/create-providers.ts';
import type { PaymentProvider } from '../../storefront/payments/payment-provider.ts';
import { paymentSettings } from '../../storefront/payments/payment-settings.ts';
import { insertProduct, type ProductOptions } from './builders.ts';

export const noon = new Date('2026-03-04T12:00:00.000Z');

export const minutesAfter = (minutes: number, start = noon): Date =>
  new Date(start.getTime() + minutes * 60_000);

const someRules: CheckoutRules = {
  deliveryFlatMinor: 500,
  deliveryFreeFromMinor: 5000,
  taxMilliPercent: 0,
  taxIncluded: false,
  countries: ['US', 'DE'],
};

export const onDeliveryOnly = createPaymentProviders({
  ...z.object(paymentSettings).parse({}),
  STORE_CURRENCY: 'USD',
});

export const newGuest = (): CartOwner => ({ tokenHash: randomBytes(32).toString('hex') });

export const newKey = (): string => randomBytes(24).toString('base64url');

export const someAddress = {
  email: 'ada@shop.example',
  name: 'Ada Lovelace',
  line1: '12 Quay Street',
  line2: '',
  city: 'Portland',
  region: 'ME',
  postcode: '04101',
  country: 'US',
  phone: '',
};

/** Inserts a product and returns its variants' ids. */
export const insertVariants = async (
  database: Database,
  options: ProductOptions = {},
): Promise<readonly number[]> => {
  const productId = await insertProduct(database, options);
  const rows = await database.writer
    .selectFrom('product_variants')
    .select('id')
    .where('product_id', '=', productId)
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
};

export const insertVariant = async (
  database: Database,
  variant: NonNullable<ProductOptions['variants']>[number] = {},
): Promise<number> => {
  const [id = 0] = await insertVariants(database, { variants: [variant] });
  return id;
};

export const stockOf = async ({ writer }: Database, variantId: number): Promise<number> => {
  const query = writer.selectFrom('product_variants').select('stock').where('id', '=', variantId);
  return (await query.executeTakeFirstOrThrow()).stock;
};

/** Puts things into a cart, in the order given, and fills in the checkout up to the review. */
export const prepareCheckout = async (
  database: Database,
  owner: CartOwner,
  wanted: readonly (readonly [variantId: number, quantity: number])[],
  { provider = 'on-delivery', now = noon }: { provider?: string; now?: Date } = {},
): Promise<void> => {
  for (const [variantId, quantity] of wanted) {
    await addToCart(database, { owner, variantId, quantity, now });
  }
  const cart = await findCart(database.writer, owner, now);
  if (!cart) throw new Error('no cart');
  const filledIn = {
    ...someAddress,
    delivery_method: 'standard',
    payment_provider: provider,
  };
  await saveCheckout(database, { cartId: cart.id, filledIn, now });
};

/** What the review of this cart shows at this moment. */
export const reviewOf = async (
  database: Database,
  owner: CartOwner,
  { rules = someRules, now = noon }: { rules?: CheckoutRules; now?: Date } = {},
): Promise<string> => {
  const cart = await findCart(database.writer, owner, now);
  const details = cart && (await findCheckout(database.writer, cart.id));
  if (!cart || !details) throw new Error('no checkout');
  return describeShown(cart.lines, computeTotals(cart.lines, rules), details);
};

export type PlaceOptions = {
  readonly shown: string;
  readonly key?: string;
  readonly rules?: CheckoutRules;
  readonly providers?: readonly PaymentProvider[];
  readonly now?: Date;
};

export const place = (
  database: Database,
  owner: CartOwner,
  {
    shown,
    key = newKey(),
    rules = someRules,
    providers = onDeliveryOnly,
    now = noon,
  }: PlaceOptions,
): Promise<PlacedOrder> =>
  placeOrder(database, {
    owner,
    idempotencyKey: key,
    shown,
    rules,
    providers,
    currency: 'USD',
    paymentExpiryMinutes: 60,
    now,
  });

/** Buys as a guest from the first click to the order. */
export const buy = async (
  database: Database,
  wanted: readonly (readonly [variantId: number, quantity: number])[],
  {
    providers = onDeliveryOnly,
    now = noon,
  }: { providers?: readonly PaymentProvider[]; now?: Date } = {},
): Promise<string> => {
  const owner = newGuest();
  await prepareCheckout(database, owner, wanted, { provider: providers[0]?.name ?? '', now });
  const shown = await reviewOf(database, owner, { now });
  const { reference } = await place(database, owner, { shown, providers, now });
  return reference;
};
