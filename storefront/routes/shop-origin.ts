import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import type { Services } from '../services.ts';

/** Where this shopper has found the shop: the public origin, or without one the request's own host. */
export const shopOrigin = (c: Context<AppEnv>, { publicOrigin }: Services): string =>
  publicOrigin ?? new URL(c.req.url).origin;
