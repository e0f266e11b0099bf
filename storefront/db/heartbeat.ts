import { sql } from 'kysely';
import type { Database } from './open-database.ts';
import type { Timestamp } from './timestamp.ts';

/**
 * Writes the time at which this was written, for readers to tell how far they are behind. Every
 * process does it, which harms nobody: the row says when anyone last reached the writer.
 */
export const beat = async ({ writer, flavor }: Database): Promise<void> => {
  // An SQLite file has no replica.
  if (flavor.kind === 'sqlite') return;
  await writer
    .insertInto('replication_heartbeat')
    // By the server's clock, because a replica compares it with its own.
    .values({ id: 1, beat_at: sql<Timestamp>`utc_timestamp(3)` })
    .modifyEnd(flavor.onDuplicate(['id'], ['beat_at']))
    .execute();
};
