import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { type AwsEmulator, startAwsEmulator } from '../aws-emulator.ts';
import { type PrivateMariadb, startPrivateMariadb } from '../private-mariadb.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

type ClientSettings = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** Emulated AWS whose RDS is a private MariaDB, and somebody who deploys to it. */
export type Cloud = {
  readonly emulator: AwsEmulator;
  readonly mariadb: PrivateMariadb;
  readonly workplace: Workplace;
  /** What every AWS client is made with. */
  readonly client: ClientSettings;
  readonly stop: () => Promise<void>;
};

export const startCloud = async (): Promise<Cloud> => {
  const mariadb = await startPrivateMariadb();
  const emulator = await startAwsEmulator({
    database: { url: mariadb.url, caFile: mariadb.caFile, tls: mariadb.tls },
  });
  const workplace = createWorkplace(emulator.env, mariadb.caFile);
  return {
    emulator,
    mariadb,
    workplace,
    client: {
      endpoint: emulator.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    stop: async () => {
      workplace.remove();
      await emulator.stop();
      await mariadb.stop();
    },
  };
};

export type Login = {
  readonly user?: string;
  readonly password?: string;
  readonly tls?: false;
  /** Of another server with the same certificate. */
  readonly port?: number | undefined;
};

/** Asks the database, over verified TLS, as the given user or else as the server's own. */
export const ask = async (
  { mariadb }: Pick<Cloud, 'mariadb'>,
  statement: string,
  login: Login = {},
): Promise<readonly Record<string, unknown>[]> => {
  const url = new URL(mariadb.url);
  const connection = await createConnection({
    host: url.hostname,
    port: login.port ?? Number(url.port),
    user: login.user ?? url.username,
    password: login.password ?? url.password,
    ...(login.tls === false
      ? {}
      : { ssl: { ca: readFileSync(mariadb.caFile, 'utf8'), verifyIdentity: true } }),
  });
  try {
    const [rows] = await connection.query(statement);
    return rows as Record<string, unknown>[];
  } finally {
    await connection.end();
  }
};
