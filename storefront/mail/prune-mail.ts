import type { Db } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';

const batchSize = 1_000;

/** Mails that are over: sent ones, and failed ones, which were given up. */
export type OverMail = {
  readonly status: 'sent' | 'failed';
  /** When they were last sent or tried, at the latest. */
  readonly before: Date;
};

// The time of the last try stands in due_at, give or take the pause after it.
const overOf = (db: Db, { status, before }: OverMail) =>
  db
    .selectFrom('outbox_messages')
    .where('status', '=', status)
    .where('due_at', '<=', toTimestamp(before));

/** How many mails have been over for so long. */
export const countOverMail = async (db: Db, over: OverMail): Promise<number> => {
  const { rows } = await overOf(db, over)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
};

/** Deletes mails that have been over for so long, a thousand at most; returns how many. */
export const pruneMail = async (db: Db, over: OverMail): Promise<number> => {
  const old = await overOf(db, over).select('id').orderBy('due_at').limit(batchSize).execute();
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  // Asked again: somebody may have a mail tried once more.
  const { numDeletedRows } = await db
    .deleteFrom('outbox_messages')
    .where('id', 'in', ids)
    .where('status', '=', over.status)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};
