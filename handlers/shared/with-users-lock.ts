import type { Connection, RowDataPacket } from 'mysql2/promise';
import { Failure } from './failure.ts';

/**
 * Runs `use` while nobody else changes the application's users: a deploy that sets a password must
 * not meet a rotation that sets another. The server gives the lock up with the connection.
 * @throws Failure USERS_BUSY when somebody else has it for longer than `waitMs`
 */
export const withUsersLock = async <T>(
  admin: Connection,
  database: string,
  waitMs: number,
  use: () => Promise<T>,
): Promise<T> => {
  const name = `tidemarket-users:${database}`;
  const [rows] = await admin.query<RowDataPacket[]>('select get_lock(?, ?) as taken', [
    name,
    Math.max(1, Math.floor(waitMs / 1_000)),
  ]);
  if (Number(rows[0]?.['taken']) !== 1) {
    throw new Failure(
      'USERS_BUSY',
      `Somebody else has been changing the users of ${database} for all the time there was`,
      'A deploy or a rotation is under way: it is tried again.',
    );
  }
  try {
    return await use();
  } finally {
    await admin.query('do release_lock(?)', [name]).catch(() => {});
  }
};
