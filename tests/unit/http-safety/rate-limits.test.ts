import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRateLimits, rateLimitRules } from '../../../storefront/http/rate-limits.ts';

const minute = 60_000;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-03-04T05:06:07Z') });
});

afterEach(() => {
  jest.useRealTimers();
});

const countUntilRefused = async (
  limits: ReturnType<typeof createRateLimits>,
  name: keyof typeof rateLimitRules,
  key: string,
): Promise<number> => {
  for (let allowed = 0; ; allowed += 1) {
    if (!(await limits.count(name, key)).isAllowed) return allowed;
  }
};

describe('rate limits', () => {
  it.each(Object.entries(rateLimitRules))(
    '%s lets its points through and no more',
    async (name, rule) => {
      const limits = createRateLimits();

      const allowed = await countUntilRefused(limits, name as keyof typeof rateLimitRules, 'key');

      expect(allowed).toBe(rule.points);
    },
  );

  it('say how long to wait, to the second, and open when that time has passed', async () => {
    const limits = createRateLimits();
    await countUntilRefused(limits, 'log-in-by-address', '192.0.2.1');

    jest.setSystemTime(Date.now() + 5 * minute);
    await expect(limits.consume('log-in-by-address', '192.0.2.1')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: 600,
    });

    jest.setSystemTime(Date.now() + 10 * minute - 1);
    await expect(limits.consume('log-in-by-address', '192.0.2.1')).rejects.toMatchObject({
      retryAfterSeconds: 1,
    });

    jest.setSystemTime(Date.now() + 1);
    await expect(limits.consume('log-in-by-address', '192.0.2.1')).resolves.toBeUndefined();
  });

  it('count every key and every limit by itself', async () => {
    const limits = createRateLimits();
    await countUntilRefused(limits, 'log-in-by-address', '192.0.2.1');

    await expect(limits.consume('log-in-by-address', '192.0.2.2')).resolves.toBeUndefined();
    await expect(limits.consume('register-by-address', '192.0.2.1')).resolves.toBeUndefined();
  });

  it('name the first refusal of a window, once', async () => {
    const limits = createRateLimits();
    const outcomes: boolean[] = [];
    for (let count = 0; count < rateLimitRules['log-in-by-address'].points + 3; count += 1) {
      outcomes.push((await limits.count('log-in-by-address', 'key')).isFirstRefusal);
    }

    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(outcomes.at(-3)).toBe(true);
  });

  it('forget a key that turned out to be rightful', async () => {
    const limits = createRateLimits();
    await countUntilRefused(limits, 'log-in-by-email-and-address', 'key');

    await limits.forget('log-in-by-email-and-address', 'key');

    await expect(limits.consume('log-in-by-email-and-address', 'key')).resolves.toBeUndefined();
  });
});
