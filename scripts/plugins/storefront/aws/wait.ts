import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until there is an answer; as often as osls asks about its stacks. */
export const waitFor = async <T>(find: () => Promise<T | undefined>): Promise<T> => {
  const intervalMs = Number(process.env['SLS_AWS_MONITORING_FREQUENCY'] ?? 5000);
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await sleep(intervalMs);
  }
};
