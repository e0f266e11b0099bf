import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { type SessionLifetimes, sessionExpiry } from './session-lifetimes.ts';
import { createToken, hashToken } from './token.ts';

/** Starts a session; returns the token that opens it, which only the shopper's cookie keeps. */
export const insertSession = async (
  trx: Transaction<Schema>,
  lifetimes: SessionLifetimes,
  userId: number,
  now: Date,
): Promise<string> => {
  const token = createToken();
  await trx
    .insertInto('sessions')
    .values({
      token_hash: hashToken(token),
      user_id: userId,
      created_at: toTimestamp(now),
      last_seen_at: toTimestamp(now),
      expires_at: sessionExpiry(lifetimes, now, now),
    })
    .execute();
  return token;
};
