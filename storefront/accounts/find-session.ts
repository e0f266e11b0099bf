import type { Db } from '../db/open-database.ts';
import { fromTimestamp, toTimestamp } from '../db/timestamp.ts';
import { type SessionLifetimes, sessionExpiry, touchIntervalMs } from './session-lifetimes.ts';
import { hashToken, isToken } from './token.ts';

/** Who is logged in. */
export type Shopper = {
  readonly userId: number;
  readonly sessionId: number;
  readonly email: string;
  readonly name: string;
  readonly role: string;
};

/** The shopper whose session a token opens; undefined when it has ended or never was. */
export const findSession = async (
  db: Db,
  lifetimes: SessionLifetimes,
  token: string,
  now: Date,
): Promise<Shopper | undefined> => {
  if (!isToken(token)) return undefined;
  const session = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id', 's.created_at', 's.last_seen_at', 'u.id as user_id', 'email', 'name', 'role'])
    .where('s.token_hash', '=', hashToken(token))
    .where('s.expires_at', '>', toTimestamp(now))
    .executeTakeFirst();
  if (!session) return undefined;
  if (now.getTime() - fromTimestamp(session.last_seen_at).getTime() >= touchIntervalMs) {
    await db
      .updateTable('sessions')
      .set({
        last_seen_at: toTimestamp(now),
        expires_at: sessionExpiry(lifetimes, fromTimestamp(session.created_at), now),
      })
      .where('id', '=', session.id)
      .execute();
  }
  const { id: sessionId, user_id: userId, email, name, role } = session;
  return { userId, sessionId, email, name, role };
};
