import { randomUUID } from 'node:crypto';
import { Failure } from './failure.ts';
import type { OperationsTable } from './operations-table.ts';

export type LeaseServices = {
  readonly table: Pick<OperationsTable, 'takeLease' | 'releaseLease'>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
};

const pauseMs = 250;

/**
 * Does work that must not be done twice at the same time.
 * @param holdMs longer than the work can take, so that only a killed process leaves a lease behind
 * @throws Failure BUSY when somebody else holds it for longer than `waitMs`
 */
export const withLease = async <T>(
  { table, now, sleep }: LeaseServices,
  name: string,
  { holdMs, waitMs }: { readonly holdMs: number; readonly waitMs: number },
  work: () => Promise<T>,
): Promise<T> => {
  const owner = randomUUID();
  const giveUpAt = now().getTime() + waitMs;
  while (!(await table.takeLease(name, owner, now().getTime() + holdMs))) {
    if (now().getTime() >= giveUpAt) {
      throw new Failure(
        'BUSY',
        `Somebody else is at ${name}`,
        'Nothing to do: it is tried again. If it lasts, the lease in the operations table ends by itself.',
      );
    }
    await sleep(pauseMs);
  }
  try {
    return await work();
  } finally {
    await table.releaseLease(name, owner);
  }
};
