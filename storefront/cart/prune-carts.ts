import type { Db } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';

const batchSize = 500;

const expiredOf = (db: Db, now: Date) =>
  db.selectFrom('carts').where('expires_at', '<=', toTimestamp(now));

/** How many carts nobody has used for a month. */
export const countExpiredCarts = async (db: Db, now: Date): Promise<number> => {
  const { rows } = await expiredOf(db, now)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
};

/**
 * Deletes carts that nobody has used for a month, and the begun checkouts beside them: five hundred
 * at most. An order that is being placed holds its cart's lock, and leaves it empty.
 */
export const pruneCarts = async (db: Db, now: Date): Promise<number> => {
  const expired = await expiredOf(db, now)
    .select('id')
    .orderBy('expires_at')
    .limit(batchSize)
    .execute();
  for (const { id } of expired) {
    // One at a time and asked again: its owner may be back this very moment.
    await db
      .deleteFrom('carts')
      .where('id', '=', id)
      .where('expires_at', '<=', toTimestamp(now))
      .execute();
  }
  return expired.length;
};
