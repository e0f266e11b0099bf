import { createPasswords } from '../accounts/passwords.ts';
import type { Config } from '../config.ts';
import { createCookies } from './cookies.ts';
import { createRateLimits } from './rate-limits.ts';

const dayMs = 24 * 60 * 60_000;

/** The services by which shoppers are known and kept apart, as the configuration wants them. */
export const createShopperServices = (config: Config, originSecret: string | undefined) => ({
  cookies: createCookies(config.PUBLIC_ORIGIN),
  sessionLifetimes: {
    idleMs: config.SESSION_IDLE_DAYS * dayMs,
    absoluteMs: config.SESSION_MAX_DAYS * dayMs,
  },
  passwords: createPasswords(),
  rateLimits: createRateLimits(),
  clientAddress: { originSecret, trustProxy: config.TRUST_PROXY },
  publicOrigin: config.PUBLIC_ORIGIN,
});
