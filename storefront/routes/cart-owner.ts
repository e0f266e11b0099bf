import type { Context } from 'hono';
import { createToken, hashToken, isToken } from '../accounts/token.ts';
import { cartLifetimeMs } from '../cart/cart-limits.ts';
import type { CartOwner } from '../cart/cart-owner.ts';
import type { AppEnv } from '../http/app-env.ts';
import { findShopper } from '../http/session.ts';
import type { Services } from '../services.ts';

/** The hash of the token in the browser's cart cookie, by which a guest is known. */
export const findGuestHash = (c: Context<AppEnv>, { cookies }: Services): string | undefined => {
  const token = cookies.read(c, 'cart');
  return token !== undefined && isToken(token) ? hashToken(token) : undefined;
};

/** As {@link findGuestHash}, with a cookie made where there is none, and kept for another month. */
export const getGuestHash = (c: Context<AppEnv>, { cookies }: Services): string => {
  const known = cookies.read(c, 'cart');
  const token = known !== undefined && isToken(known) ? known : createToken();
  cookies.write(c, 'cart', token, cartLifetimeMs / 1000);
  return hashToken(token);
};

/** Whose cart a request is about; undefined for a guest who has never put anything into one. */
export const findCartOwner = async (
  c: Context<AppEnv>,
  services: Services,
): Promise<CartOwner | undefined> => {
  const shopper = await findShopper(c, services);
  if (shopper) return { userId: shopper.userId };
  const tokenHash = findGuestHash(c, services);
  return tokenHash === undefined ? undefined : { tokenHash };
};

/** Whose cart something is put into. Only this sets a cookie. */
export const getCartOwner = async (c: Context<AppEnv>, services: Services): Promise<CartOwner> => {
  const shopper = await findShopper(c, services);
  return shopper ? { userId: shopper.userId } : { tokenHash: getGuestHash(c, services) };
};
