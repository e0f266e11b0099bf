import type { Db } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';

const batchSize = 500;

/** Deletes carts that nobody has used for a month, and the begun checkouts beside them. */
export const pruneCarts = async (db: Db, now: Date): Promise<number> => {
  const expired = await db
    .selectFrom('carts')
    .select('id')
    .where('expires_at', '<=', toTimestamp(now))
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
