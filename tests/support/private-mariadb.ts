import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { requireTool } from '../../scripts/setup/requirements.ts';
import { createCertificateAuthority, type ServerCertificate } from './certificate-authority.ts';
import { findFreePort } from './free-port.ts';
import { startLeashed } from './leashed-process.ts';
import { createMariadbData } from './mariadb-data.ts';
import { createTempDir } from './temp-dir.ts';

type ServerTls = { readonly ca: string; readonly server: ServerCertificate };

export type MariadbOptions = {
  /** What the server shows; by default one that `ca` signs for localhost and 127.0.0.1. */
  readonly tls?: ServerTls | 'off' | undefined;
  /** Further options of the server, such as `--log-bin`. They win over ours. */
  readonly args?: readonly string[];
};

export type PrivateMariadb = {
  /** `mysql://USER:PASSWORD@127.0.0.1:PORT`, without a database; the user may do everything. */
  readonly url: string;
  /** PEM file of the authority that signed the server's certificate. */
  readonly caFile: string;
  /** What it shows, for other servers to show it, too. */
  readonly tls: ServerTls | undefined;
  readonly stop: () => Promise<void>;
};

const startTimeoutMs = 60_000;

const ownCertificate = (): ServerTls => {
  const authority = createCertificateAuthority();
  return { ca: authority.certificate, server: authority.issue() };
};

const tlsArgs = (folder: string, tls: ServerTls | 'off'): string[] => {
  if (tls === 'off') return ['--skip-ssl'];
  const files = { ca: tls.ca, cert: tls.server.certificate, key: tls.server.key };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.pem`), text, { mode: 0o600 });
  }
  return [
    ...Object.keys(files).map((name) => `--ssl-${name}=${join(folder, `${name}.pem`)}`),
    '--require-secure-transport=ON',
  ];
};

/**
 * Starts a MariaDB server of its own on a free port of 127.0.0.1, with an empty data folder.
 * @throws with the server's own log when it does not come up.
 */
export const startPrivateMariadb = async (
  options: MariadbOptions = {},
): Promise<PrivateMariadb> => {
  const { path: folder, remove } = createTempDir();
  const dataDir = join(folder, 'data');
  await createMariadbData(dataDir).catch((error) => {
    remove();
    throw error;
  });
  const tls = options.tls ?? ownCertificate();
  const port = await findFreePort();
  const password = randomBytes(16).toString('hex');
  const initFile = join(folder, 'init.sql');
  writeFileSync(
    initFile,
    // One statement a line: that is how the server reads it.
    `create user tester@'%' identified by '${password}';\ngrant all on *.* to tester@'%' with grant option;\n`,
  );
  const server = startLeashed(
    [
      requireTool('mariadbd'),
      '--no-defaults',
      `--user=${userInfo().username}`,
      `--datadir=${dataDir}`,
      `--init-file=${initFile}`,
      `--socket=${join(folder, 's')}`,
      // A server that starts clears its folder of other servers' temporary tables.
      `--tmpdir=${folder}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--skip-name-resolve',
      '--skip-log-bin',
      '--max-connections=200',
      '--innodb-buffer-pool-size=256M',
      '--innodb-log-file-size=16M',
      '--innodb-flush-log-at-trx-commit=2',
      '--innodb-flush-method=nosync',
      '--innodb-doublewrite=OFF',
      '--performance-schema=OFF',
      ...tlsArgs(folder, tls),
      ...(options.args ?? []),
    ],
    { removeAfterwards: folder },
  );
  const url = `mysql://tester:${password}@127.0.0.1:${port}`;

  let ended = false;
  server.exit.then(() => {
    ended = true;
  });
  for (const deadline = Date.now() + startTimeoutMs; ; ) {
    const ssl = tls === 'off' ? {} : { ssl: { rejectUnauthorized: false } };
    const problem = await createConnection({ uri: url, ...ssl }).then(
      (connection) => connection.end(),
      (error: NodeJS.ErrnoException) => error,
    );
    if (!problem) break;
    if (ended || problem.code !== 'ECONNREFUSED' || Date.now() > deadline) {
      await server.stop();
      throw new Error(`MariaDB did not start: ${problem.message}\n${server.output()}`);
    }
    await sleep(50);
  }
  return {
    url,
    caFile: join(folder, 'ca.pem'),
    tls: tls === 'off' ? undefined : tls,
    stop: async () => {
      await server.stop();
    },
  };
};
