import type { Context } from 'hono';
import type { GuestTokens } from '../../accounts/take-over-guest.ts';
import type { AppEnv } from '../../http/app-env.ts';
import type { Services } from '../../services.ts';

/** What the browser is known by before somebody logs in. */
export const readGuestTokens = (c: Context<AppEnv>, { cookies }: Services): GuestTokens => ({
  cartToken: cookies.read(c, 'cart'),
  sessionToken: cookies.read(c, 'session'),
});

/** Keeps the token of a new session in the browser. */
export const rememberSession = (c: Context<AppEnv>, services: Services, token: string): void =>
  services.cookies.write(c, 'session', token, services.sessionLifetimes.absoluteMs / 1000);

/** As {@link rememberSession}, after a log-in: what was the guest's is the shopper's now. */
export const enterAccount = (c: Context<AppEnv>, services: Services, token: string): void => {
  rememberSession(c, services, token);
  if (services.cookies.read(c, 'cart')) services.cookies.clear(c, 'cart');
};
