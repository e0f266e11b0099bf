import type { Db } from '../db/open-database.ts';
import { type Timestamp, toTimestamp } from '../db/timestamp.ts';

const batchSize = 1_000;

const expiredOf = (db: Db, table: 'sessions' | 'account_tokens', at: Timestamp) =>
  db.selectFrom(table).where('expires_at', '<=', at);

const prune = async (db: Db, table: 'sessions' | 'account_tokens', now: Date): Promise<number> => {
  const at = toTimestamp(now);
  const expired = await expiredOf(db, table, at)
    .select('id')
    .orderBy('expires_at')
    .limit(batchSize)
    .execute();
  if (expired.length === 0) return 0;
  const ids = expired.map(({ id }) => id);
  // Asked again: a session may be used this very moment.
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where('id', 'in', ids)
    .where('expires_at', '<=', at)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};

const count = async (db: Db, table: 'sessions' | 'account_tokens', now: Date): Promise<number> => {
  const { rows } = await expiredOf(db, table, toTimestamp(now))
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
};

/** Deletes sessions that have expired, a thousand at most; returns how many. */
export const pruneSessions = (db: Db, now: Date): Promise<number> => prune(db, 'sessions', now);

/** Deletes mailed links that have expired, a thousand at most; returns how many. */
export const pruneTokens = (db: Db, now: Date): Promise<number> => prune(db, 'account_tokens', now);

/** How many sessions have expired and are still there. */
export const countExpiredSessions = (db: Db, now: Date): Promise<number> =>
  count(db, 'sessions', now);

/** How many mailed links have expired and are still there. */
export const countExpiredTokens = (db: Db, now: Date): Promise<number> =>
  count(db, 'account_tokens', now);

const untilDone = async (batch: () => Promise<number>): Promise<number> => {
  for (let all = 0; ; ) {
    const some = await batch();
    if (some === 0) return all;
    all += some;
  }
};

/** Deletes sessions and mailed links that have expired; returns how many of each. */
export const pruneAccounts = async (
  db: Db,
  now: Date,
): Promise<{ readonly sessions: number; readonly tokens: number }> => ({
  sessions: await untilDone(() => pruneSessions(db, now)),
  tokens: await untilDone(() => pruneTokens(db, now)),
});
