import { connect as connectSocket } from 'node:net';
import { createConnection } from 'mysql2';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import type { DatabaseUrl } from '../database-url.ts';
import { toConnectError } from './connection-errors.ts';
import { Session, type SessionOptions } from './session.ts';

export type MysqlAddress = Extract<DatabaseUrl, { kind: 'mysql' }>;

export type ConnectOptions = SessionOptions & {
  /** PEM text of the certificate authority; the server's host name is verified against it. */
  readonly ca: string;
  readonly connectTimeoutMs: number;
};

/** What every session runs under, whatever the server's own defaults are. */
const sessionSettings = [
  `set session sql_mode = 'STRICT_ALL_TABLES,PIPES_AS_CONCAT,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'`,
  'set names utf8mb4 collate utf8mb4_bin',
  'set session transaction isolation level read committed',
];

/** A second less than a statement may take, so that the server gives up before we do. */
const lockWaitSetting = (statementTimeoutMs: number): string =>
  `set session innodb_lock_wait_timeout = ${Math.max(Math.floor(statementTimeoutMs / 1000) - 1, 1)}`;

// One object for all connections with the same authority: mysql2 keeps what it made of it.
const tlsOf = new Map<string, { ca: string; rejectUnauthorized: true; verifyIdentity: true }>();

const tlsSettings = (ca: string) => {
  const known = tlsOf.get(ca);
  if (known) return known;
  // mysql2 checks the certificate's host name only when verifyIdentity is set.
  const made = { ca, rejectUnauthorized: true, verifyIdentity: true } as const;
  tlsOf.set(ca, made);
  return made;
};

/**
 * Opens a verified TLS connection, looking the host's name up anew.
 * @throws DatabaseUnavailable, also when `signal` aborts.
 */
export const connect = async (
  address: MysqlAddress,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<Session> => {
  const { endpoint, ca, connectTimeoutMs, statementTimeoutMs, onAnswer } = options;
  const socket = connectSocket({
    host: address.host,
    port: address.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 5_000,
  });
  const raw = createConnection({
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    stream: () => socket,
    ssl: tlsSettings(ca),
    charset: 'utf8mb4_bin',
    connectTimeout: connectTimeoutMs,
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    decimalNumbers: true,
  });
  const session = new Session(raw, socket, options);
  const abort = () => session.destroy(new DatabaseUnavailable(endpoint, 'no-answer'));
  signal.addEventListener('abort', abort);
  try {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      raw.once('connect', () => resolve());
      raw.once('error', reject);
      socket.once('close', () => reject(new DatabaseUnavailable(endpoint, 'lost')));
    });
    onAnswer();
    const more = statementTimeoutMs === undefined ? [] : [lockWaitSetting(statementTimeoutMs)];
    for (const setting of [...sessionSettings, ...more]) await session.query(setting);
    return session;
  } catch (error) {
    const failure = signal.aborted
      ? new DatabaseUnavailable(endpoint, 'no-answer')
      : toConnectError(endpoint, error);
    session.destroy(failure);
    throw failure;
  } finally {
    signal.removeEventListener('abort', abort);
  }
};
