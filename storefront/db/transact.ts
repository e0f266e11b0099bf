import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Db } from './open-database.ts';
import type { Schema } from './schema.ts';

/** MySQL: chosen as the victim of a deadlock, or waited too long for a lock. */
const conflicts: readonly unknown[] = [1213, 1205];

const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && conflicts.includes(error.errno);

const maxTries = 6;

/**
 * Runs a transaction, again from its start when the database gave it up for another one: `work`
 * must change nothing but the database. Six tries, with growing random pauses between them.
 */
export const transact = async <Result>(
  db: Db,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries === maxTries || !isConflict(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** tries);
    }
  }
};
