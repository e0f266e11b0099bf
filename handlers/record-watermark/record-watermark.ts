import type { Connection } from 'mysql2/promise';
import { type MysqlAddress, withMysql } from '../shared/connect-mysql.ts';
import { applicationSecret, type Server, serversOf } from '../shared/database-secrets.ts';
import { Failure } from '../shared/failure.ts';
import { isUnreachable, messageOf } from '../shared/mysql-errors.ts';
import { type Watermark, watermarkKey } from '../shared/watermark/watermark.ts';
import type { RecordWatermarkEvent } from './event.ts';
import type { Services } from './services.ts';
import { takeWatermark } from './take-watermark.ts';

/** Longer than automated backups are kept. */
const keepSeconds = 10 * 86_400;

export type RecordWatermarkResult = {
  readonly outcome: 'recorded' | 'planned';
  readonly from: 'reader' | 'writer';
} & Pick<Watermark, 'takenAt' | 'settledBefore' | 'counts'>;

type Login = Omit<MysqlAddress, 'host' | 'port'>;

/** The database's own proof of when it was last written to, with or without a storefront. */
const beat = async (connection: Connection): Promise<void> => {
  await connection.query(
    `insert into replication_heartbeat (id, beat_at) values (1, utc_timestamp(3))
     on duplicate key update beat_at = utc_timestamp(3)`,
  );
};

const connect = async <T>(
  server: Server,
  login: Login,
  use: (connection: Connection) => Promise<T>,
): Promise<T> => {
  try {
    return await withMysql({ ...server, ...login }, use);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    throw new Failure(
      'DATABASE_UNREACHABLE',
      `No connection to ${server.host}:${server.port}: ${messageOf(error)}`,
      "Nothing to do when it was a failover: the next one comes in five minutes. Otherwise check the database's state.",
      error,
    );
  }
};

/** From a reader where there is one, so that shoppers' writes never wait for the scan. */
const take = async (
  { writer, reader }: ReturnType<typeof serversOf>,
  login: Login,
  database: string,
): Promise<{ readonly from: 'reader' | 'writer'; readonly watermark: Watermark }> => {
  const look = (connection: Connection) => takeWatermark(connection, database);
  if (reader) {
    try {
      return { from: 'reader', watermark: await connect(reader, login, look) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
  return { from: 'writer', watermark: await connect(writer, login, look) };
};

/**
 * Writes down, outside the database, what the database holds: backups are compared with it.
 * @throws Failure DATABASE_UNREACHABLE, SECRET_INVALID
 */
export const recordWatermark = async (
  { dryRun }: RecordWatermarkEvent,
  { config, secrets, table, ca, metrics }: Services,
): Promise<RecordWatermarkResult> => {
  const secret = await secrets.read(config.APPLICATION_SECRET_ID, applicationSecret);
  const { username: user, password, dbname: database } = secret;
  const login = { user, password, database, ca };
  const servers = serversOf(secret);
  if (!dryRun) await connect(servers.writer, login, beat);
  const { from, watermark } = await take(servers, login, database);
  const { takenAt, settledBefore, counts } = watermark;
  if (!dryRun) {
    const key = { pk: watermarkKey, sk: takenAt };
    await table.putAll([{ key, value: watermark, keepSeconds }]);
    metrics.add('WatermarksRecorded', 1);
  }
  return { outcome: dryRun ? 'planned' : 'recorded', from, takenAt, settledBefore, counts };
};
