import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries again until `attempt` does not throw any more, and returns what it returns.
 * @throws its last error, once `withinMs` have passed.
 */
export const eventually = async <T>(
  attempt: () => Promise<T> | T,
  { withinMs = 60_000, everyMs = 50 } = {},
): Promise<T> => {
  for (const deadline = Date.now() + withinMs; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(everyMs);
    }
  }
};
