import { DatabaseUnavailable } from '../db/database-unavailable.ts';

/** A deadlock or a lock that was waited for in vain, however often the transaction was tried. */
const conflicts: readonly unknown[] = [1213, 1205];

/**
 * After how many seconds a request that has failed with this error may well succeed; undefined when
 * there is no such hope.
 */
export const findRetryAfter = (error: unknown): number | undefined => {
  if (error instanceof DatabaseUnavailable) return error.reason === 'busy' ? 2 : 5;
  const errno = error instanceof Error && 'errno' in error ? error.errno : undefined;
  return conflicts.includes(errno) ? 2 : undefined;
};
