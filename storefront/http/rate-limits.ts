import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ShopError } from '../errors.ts';

type Rule = { readonly points: number; readonly windowSeconds: number };

const minutes = (count: number) => count * 60;

/** Every limit: how often in which window. The last word of a name says what is counted by. */
export const rateLimitRules = {
  'log-in-by-address': { points: 40, windowSeconds: minutes(15) },
  'log-in-by-email-and-address': { points: 10, windowSeconds: minutes(15) },
  'register-by-address': { points: 20, windowSeconds: minutes(60) },
  'register-by-email': { points: 4, windowSeconds: minutes(60) },
  'forgot-password-by-address': { points: 20, windowSeconds: minutes(60) },
  'forgot-password-by-email': { points: 4, windowSeconds: minutes(60) },
  'use-token-by-address': { points: 40, windowSeconds: minutes(15) },
  'confirm-password-by-shopper': { points: 10, windowSeconds: minutes(15) },
  'change-email-by-shopper': { points: 5, windowSeconds: minutes(60) },
  'track-order-by-address': { points: 20, windowSeconds: minutes(15) },
} as const satisfies Readonly<Record<string, Rule>>;

export type RateLimitName = keyof typeof rateLimitRules;

export type RateLimitOutcome = {
  readonly isAllowed: boolean;
  readonly retryAfterSeconds: number;
  /** True for the first request of a window that is one too many. */
  readonly isFirstRefusal: boolean;
};

export type RateLimits = {
  /** Counts one request against a limit. */
  readonly count: (name: RateLimitName, key: string) => Promise<RateLimitOutcome>;
  /** As `count`. @throws ShopError RATE_LIMITED when it is one too many. */
  readonly consume: (name: RateLimitName, key: string) => Promise<void>;
  /** Forgets what was counted for a key: its request has turned out to be a rightful one. */
  readonly forget: (name: RateLimitName, key: string) => Promise<void>;
};

type Limiter = Pick<RateLimiterMemory, 'consume' | 'delete' | 'points'>;

/** The one place that knows where counts are kept: here, in this process. */
const memoryLimiter = (name: RateLimitName, { points, windowSeconds }: Rule): Limiter =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: windowSeconds });

/** Limits of their own, beginning at zero. Time is that of Date.now. */
export const createRateLimits = (
  createLimiter: (name: RateLimitName, rule: Rule) => Limiter = memoryLimiter,
): RateLimits => {
  const limiters = new Map<string, Limiter>(
    Object.entries(rateLimitRules).map(([name, rule]) => [
      name,
      createLimiter(name as RateLimitName, rule),
    ]),
  );
  const limiterOf = (name: RateLimitName): Limiter => {
    const limiter = limiters.get(name);
    if (!limiter) throw new Error(`no limit ${name}`);
    return limiter;
  };
  const count: RateLimits['count'] = async (name, key) => {
    const limiter = limiterOf(name);
    try {
      await limiter.consume(key);
      return { isAllowed: true, retryAfterSeconds: 0, isFirstRefusal: false };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return {
        isAllowed: false,
        retryAfterSeconds: Math.max(Math.ceil(refusal.msBeforeNext / 1000), 1),
        isFirstRefusal: refusal.consumedPoints === limiter.points + 1,
      };
    }
  };
  return {
    count,
    consume: async (name, key) => {
      const { isAllowed, retryAfterSeconds } = await count(name, key);
      if (!isAllowed) throw new ShopError('RATE_LIMITED', { retryAfterSeconds });
    },
    forget: async (name, key) => {
      await limiterOf(name).delete(key);
    },
  };
};
