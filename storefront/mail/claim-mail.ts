import type { Selectable } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';

export type OutboxMessage = Selectable<Schema['outbox_messages']>;

/** A sender that has not reported back after this time has died: somebody else sends the mail. */
const claimMs = 5 * 60_000;

/** Candidates looked at for one claim; other senders may be faster with some of them. */
const candidates = 10;

/**
 * Claims the mail that is due longest, or undefined when none is. The claim is one guarded update:
 * of several senders one wins, on every database.
 */
export const claimMail = async (db: Db, now: Date): Promise<OutboxMessage | undefined> => {
  const due = await db
    .selectFrom('outbox_messages')
    .selectAll()
    .where('status', '=', 'pending')
    .where('due_at', '<=', toTimestamp(now))
    .orderBy('due_at')
    .orderBy('id')
    .limit(candidates)
    .execute();
  for (const message of due) {
    const attempts = message.attempts + 1;
    const due_at = toTimestamp(new Date(now.getTime() + claimMs));
    const { numUpdatedRows } = await db
      .updateTable('outbox_messages')
      .set({ attempts, due_at })
      .where('id', '=', message.id)
      .where('status', '=', 'pending')
      .where('attempts', '=', message.attempts)
      .where('due_at', '=', message.due_at)
      .executeTakeFirst();
    if (numUpdatedRows === 1n) return { ...message, attempts, due_at };
  }
  return undefined;
};
