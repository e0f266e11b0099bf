import { setTimeout as sleep } from 'node:timers/promises';
import type { LeashedProcess } from '../../tests/support/leashed-process.ts';

const limitMs = 60_000;

/**
 * Waits until something is so.
 * @throws naming it, with what the process wrote, when it takes a minute or the process has ended.
 */
export const waitUntil = async (
  what: string,
  isSo: () => Promise<boolean>,
  process: Pick<LeashedProcess, 'exit' | 'output'>,
): Promise<void> => {
  let ended = false;
  void process.exit.then(() => {
    ended = true;
  });
  for (const deadline = Date.now() + limitMs; !(await isSo()); ) {
    if (ended || Date.now() > deadline) {
      throw new Error(`waited in vain until ${what}:\n${process.output().slice(-4000)}`);
    }
    await sleep(50);
  }
};
