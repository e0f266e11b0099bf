import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { DatabaseUnavailable } from './database-unavailable.ts';
import type { Db } from './open-database.ts';
import type { Schema } from './schema.ts';

const deadlock = 1213;
/** Each has cost seconds already. */
const lockWait = 1205;

/** How often a transaction is begun at most, by what it has failed with. */
const maxTries = (error: unknown): number => {
  if (error instanceof DatabaseUnavailable) return isSurelyUndone(error) ? 2 : 1;
  const errno = error instanceof Error && 'errno' in error ? error.errno : undefined;
  if (errno === deadlock) return 6;
  return errno === lockWait ? 2 : 1;
};

/** The connection is gone and the server rolls back; another connection may find another server. */
const isSurelyUndone = ({ reason, mayHaveCommitted }: DatabaseUnavailable): boolean =>
  !mayHaveCommitted && (reason === 'lost' || reason === 'read-only' || reason === 'no-answer');

/**
 * Runs a transaction, again from its start when the database gave it up for another one, or was lost
 * before it was told to commit: `work` must change nothing but the database. Deadlocks are tried six
 * times, with growing random pauses between them.
 */
export const transact = async <Result>(
  db: Db,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries >= maxTries(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** tries);
    }
  }
};
