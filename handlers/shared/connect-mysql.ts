import type { ConnectionOptions } from 'mysql2';
import { type Connection, createConnection } from 'mysql2/promise';

export type MysqlAddress = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database?: string | undefined;
  /** PEM text of the certificate authorities; the server's host name is verified against them. */
  readonly ca: string;
};

/** The server closes a session that says nothing for so long, such as one of a killed Lambda. */
const idleSessionSeconds = 60;

/** As the storefront's own sessions are set; backslashes escape and backticks quote in this mode. */
export const sessionSettings: readonly string[] = [
  `set session sql_mode = 'STRICT_ALL_TABLES,PIPES_AS_CONCAT,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', wait_timeout = ${idleSessionSeconds}`,
  'set names utf8mb4 collate utf8mb4_bin',
];

/** Settings of mysql2 for a connection over verified TLS, or none at all. */
export const connectionOptions = ({
  ca,
  database,
  ...address
}: MysqlAddress): ConnectionOptions => ({
  ...address,
  ...(database === undefined ? {} : { database }),
  // mysql2 checks the certificate's host name only when verifyIdentity is set.
  ssl: { ca, rejectUnauthorized: true, verifyIdentity: true, minVersion: 'TLSv1.2' },
  charset: 'utf8mb4_bin',
  connectTimeout: 5_000,
  timezone: 'Z',
  dateStrings: true,
  supportBigNumbers: true,
});

const connectMysql = async (address: MysqlAddress): Promise<Connection> => {
  const connection = await createConnection(connectionOptions(address));
  // Without a listener a lost connection ends the process; the next query reports it anyway.
  connection.on('error', () => {});
  try {
    for (const setting of sessionSettings) await connection.query(setting);
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return connection;
};

/** Connects for as long as `use` takes. */
export const withMysql = async <T>(
  address: MysqlAddress,
  use: (connection: Connection) => Promise<T>,
): Promise<T> => {
  const connection = await connectMysql(address);
  return use(connection).finally(() => connection.destroy());
};
