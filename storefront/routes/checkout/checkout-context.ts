import type { Context } from 'hono';
import type { CartOwner } from '../../cart/cart-owner.ts';
import { type Cart, findCart } from '../../cart/find-cart.ts';
import { type CheckoutDetails, findCheckout } from '../../checkout/checkout-details.ts';
import { type CheckoutStep, findNextStep } from '../../checkout/checkout-step.ts';
import { computeTotals, type OrderTotals } from '../../checkout/order-totals.ts';
import type { AppEnv } from '../../http/app-env.ts';
import type { Services } from '../../services.ts';
import { findCartOwner } from '../cart-owner.ts';

/** A checkout under way: the cart, what it comes to, and what was filled in. */
export type CheckoutContext = {
  readonly owner: CartOwner;
  readonly cart: Cart;
  readonly totals: OrderTotals;
  readonly details: CheckoutDetails | undefined;
  /** The first step that is not done. */
  readonly nextStep: CheckoutStep;
  /** Whether all of the cart can be bought as it stands. */
  readonly isSold: boolean;
};

/** Reads the checkout of a request; undefined when there is nothing to buy. */
export const findCheckoutContext = async (
  c: Context<AppEnv>,
  services: Services,
): Promise<CheckoutContext | undefined> => {
  const { database, commerce, now } = services;
  const owner = await findCartOwner(c, services);
  const cart = owner && (await findCart(database.writer, owner, now()));
  if (!owner || !cart || cart.lines.length === 0) return undefined;
  const details = await findCheckout(database.writer, cart.id);
  return {
    owner,
    cart,
    totals: computeTotals(cart.lines, commerce.rules),
    details,
    nextStep: findNextStep(details, commerce.rules, commerce.providers),
    isSold: cart.lines.every(({ state }) => state === 'ok'),
  };
};
