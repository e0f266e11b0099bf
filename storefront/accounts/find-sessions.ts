import type { Db } from '../db/open-database.ts';
import { fromTimestamp, toTimestamp } from '../db/timestamp.ts';

export type SessionEntry = {
  readonly id: number;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
};

const most = 50;

/** The places where a shopper is logged in, the one used last first; fifty at most. */
export const findSessions = async (
  db: Db,
  userId: number,
  now: Date,
): Promise<readonly SessionEntry[]> => {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_seen_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', toTimestamp(now))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ id, created_at, last_seen_at }) => ({
    id,
    startedAt: fromTimestamp(created_at),
    lastSeenAt: fromTimestamp(last_seen_at),
  }));
};
