import { sql } from 'kysely';
import type { Db } from '../../storefront/db/open-database.ts';
import type { Limits } from '../shared/build-handler.ts';
import { type MysqlAddress, withMysql } from '../shared/connect-mysql.ts';
import { Failure } from '../shared/failure.ts';

type Options = {
  readonly database: string;
  readonly admin: MysqlAddress;
  readonly limits: Limits;
};

/** Ends a session, with its statement and its locks: closing the socket would leave both running. */
const killSession = async (admin: MysqlAddress, id: number): Promise<void> => {
  await withMysql(admin, (connection) => connection.query('kill ?', [id]));
};

const takeLock = async (db: Db, name: string, remainingMs: number): Promise<number> => {
  const waitSeconds = Math.max(1, Math.floor(remainingMs / 1_000) - 5);
  const { rows } = await sql<{ taken: number | null; id: number; holder: number | null }>`
    select get_lock(${name}, ${waitSeconds}) as taken, connection_id() as id,
      is_used_lock(${name}) as holder`.execute(db);
  const [row] = rows;
  if (row?.taken === 1) return row.id;
  throw new Failure(
    'MIGRATION_RUNNING',
    `Another run has been migrating this database for ${waitSeconds} seconds, by connection ${row?.holder ?? 'unknown'}`,
    'Wait until it has ended, then deploy again.',
  );
};

/**
 * Runs `use` on one connection that holds the database's migration lock. The server gives the lock
 * up with the connection: when this process is killed, at the latest a minute after its last
 * statement. When the time is up, the session is killed on the server.
 * @throws Failure MIGRATION_RUNNING when somebody else keeps the lock for as long as there is time.
 */
export const withMigrationLock = async <T>(
  db: Db,
  { database, admin, limits: { signal, remainingMs } }: Options,
  use: (locked: Db) => Promise<T>,
): Promise<T> =>
  db.connection().execute(async (locked) => {
    const name = `tidemarket-migration:${database}`;
    const id = await takeLock(locked, name, remainingMs());
    const kill = () => void killSession(admin, id).catch(() => {});
    signal.addEventListener('abort', kill);
    try {
      signal.throwIfAborted();
      return await use(locked);
    } finally {
      signal.removeEventListener('abort', kill);
      await sql`select release_lock(${name})`.execute(locked).catch(() => {});
    }
  });
