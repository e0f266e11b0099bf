import type { Db } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';

/** Deletes sessions and mailed links that have expired; returns how many of each. */
export const pruneAccounts = async (
  db: Db,
  now: Date,
): Promise<{ readonly sessions: number; readonly tokens: number }> => {
  const at = toTimestamp(now);
  const sessions = await db.deleteFrom('sessions').where('expires_at', '<=', at).executeTakeFirst();
  const tokens = await db
    .deleteFrom('account_tokens')
    .where('expires_at', '<=', at)
    .executeTakeFirst();
  return { sessions: Number(sessions.numDeletedRows), tokens: Number(tokens.numDeletedRows) };
};
