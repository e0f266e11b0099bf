import type { Db } from '../db/open-database.ts';

/** Whom an order goes to. */
export type ContactAndAddress = {
  readonly email: string;
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  /** ISO 3166-1 code. */
  readonly country: string;
  readonly phone: string;
};

/** What a shopper has filled in so far. Empty where a step was not taken yet. */
export type CheckoutDetails = ContactAndAddress & {
  readonly deliveryMethod: string;
  readonly paymentProvider: string;
};

/** Reads what was filled in at the checkout of a cart, undefined before the first step. */
export const findCheckout = async (
  db: Db,
  cartId: number,
): Promise<CheckoutDetails | undefined> => {
  const row = await db
    .selectFrom('checkouts')
    .selectAll()
    .where('cart_id', '=', cartId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { cart_id, updated_at, delivery_method, payment_provider, ...address } = row;
  return { ...address, deliveryMethod: delivery_method, paymentProvider: payment_provider };
};
