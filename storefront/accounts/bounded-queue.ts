import { ShopError } from '../errors.ts';

/**
 * Runs at most `concurrency` tasks at a time and lets at most `maxWaiting` more wait.
 * The function it returns throws ShopError BUSY for what comes on top.
 */
export const createBoundedQueue = (concurrency: number, maxWaiting: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= concurrency) {
      if (waiting.length >= maxWaiting) throw new ShopError('BUSY', { retryAfterSeconds: 2 });
      // Whoever ends hands its place on, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
