import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { findClientAddress, toNetwork } from '../http/client-address.ts';
import type { RateLimitName } from '../http/rate-limits.ts';
import type { Services } from '../services.ts';

/** The network a request came from, by which it is counted. */
export const findNetwork = (c: Context<AppEnv>, { clientAddress }: Services): string =>
  toNetwork(findClientAddress(c, clientAddress));

/** Counts a request by where it came from. @throws ShopError RATE_LIMITED */
export const limitByAddress = (
  c: Context<AppEnv>,
  services: Services,
  name: Extract<RateLimitName, `${string}-by-address`>,
): Promise<void> => services.rateLimits.consume(name, findNetwork(c, services));
