import type { Db } from '../db/open-database.ts';
import { pruneAccounts } from './prune-accounts.ts';

const everyMs = 60 * 60_000;

/**
 * Prunes once an hour until the process ends. For the embedded database, which nothing else looks
 * after; deployed stages have a job for it.
 */
export const startPruning = (
  db: Db,
  now: () => Date,
  onError: (error: unknown) => void,
): NodeJS.Timeout => setInterval(() => pruneAccounts(db, now()).catch(onError), everyMs).unref();
