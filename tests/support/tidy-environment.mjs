import { setTimeout as sleep } from 'node:timers/promises';
import { TestEnvironment } from 'jest-environment-node';

const patienceMs = 10_000;

// They are opened when first used, which may be in the middle of a test file.
export const standardStreams = [process.stdout, process.stderr];

/** How many timers, sockets, processes and so on keep this process running, by kind. */
const countOpen = () => {
  const counts = new Map();
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
};

/** Node's environment; a test file that leaves something open fails, under its own name. */
export default class TidyEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.openBefore = countOpen();
  }

  findLeftOpen() {
    return [...countOpen()].filter(([kind, count]) => count > (this.openBefore.get(kind) ?? 0));
  }

  async teardown() {
    const deadline = Date.now() + patienceMs;
    // Each sleep is a timer too, but over when they are counted.
    while (this.findLeftOpen().length > 0 && Date.now() < deadline) await sleep(20);
    const leftOpen = this.findLeftOpen().map(([kind]) => kind);
    await super.teardown();
    if (leftOpen.length > 0) throw new Error(`the tests left open: ${leftOpen.join(', ')}`);
  }
}
