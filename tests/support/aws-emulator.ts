import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { getMotoPython } from '../../scripts/setup/moto-python.ts';
import { provideSchema } from './aws-emulator-schema.ts';
import { startLeashed } from './leashed-process.ts';
import type { PrivateMariadb } from './private-mariadb.ts';
import { createTempDir } from './temp-dir.ts';

export type EmulatedDatabase = {
  /** `mysql://USER:PASSWORD@HOST:PORT` of a server on which the user may make other users. */
  readonly url: string;
  /** Where the reader endpoint points, when not to the same server. */
  readonly readerUrl?: string;
  readonly caFile?: string;
  /** What restored copies of it show, too; by default something that `caFile` knows nothing of. */
  readonly tls?: PrivateMariadb['tls'];
};

export type AwsEmulatorOptions = {
  /** The server behind every emulated RDS instance and cluster; without it they lead nowhere. */
  readonly database?: EmulatedDatabase | undefined;
  /** By default a free one. */
  readonly port?: number;
};

export type AwsEmulator = {
  readonly endpoint: string;
  /** What AWS clients, the Serverless command among them, need to use it and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** What it has written so far, for messages of failures. */
  readonly output: () => string;
  /** The file of SQL that a snapshot consists of: one statement a line. */
  readonly snapshotFile: (snapshotId: string) => string;
  /** In place of the daily one by RDS itself, now or at another time; resolves to its id. */
  readonly takeAutomatedSnapshot: (databaseId: string, createdAt?: Date) => Promise<string>;
  /** Restored instances stay in creation as long as this holds. */
  readonly holdRestores: (held: boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const startTimeoutMs = 60_000;
const program = fileURLToPath(new URL('aws-emulator', import.meta.url));
const nodeModules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const cacheFolder = fileURLToPath(new URL('../../.cache/aws-emulator', import.meta.url));

const describeDatabase = ({ url, readerUrl = url, caFile, tls }: EmulatedDatabase): string => {
  const address = (text: string) => {
    const { hostname, port } = new URL(text);
    return { host: hostname, port: Number(port || 3306) };
  };
  const { username, password } = new URL(url);
  return JSON.stringify({
    writer: address(url),
    reader: address(readerUrl),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    caFile,
    tls,
  });
};

const control = async (endpoint: string, name: string, order: object): Promise<unknown> => {
  const response = await fetch(`${endpoint}/emulator/${name}`, {
    method: 'POST',
    body: JSON.stringify(order),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return response.json();
};

const clientEnv = (endpoint: string): Readonly<Record<string, string>> => ({
  // The IP address, never localhost: clients would put a bucket's name in front of that.
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  // Nothing of the user's own accounts.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  SLS_AWS_MONITORING_FREQUENCY: '200',
});

/**
 * Starts emulated AWS of its own on 127.0.0.1, empty. It ends at the latest with this process.
 * @throws with what it wrote when it does not come up, or saying how to install what it needs.
 */
export const startAwsEmulator = async (options: AwsEmulatorOptions = {}): Promise<AwsEmulator> => {
  const python = getMotoPython();
  const schema = await provideSchema(cacheFolder);
  const { path: folder } = createTempDir();
  const home = join(folder, 'home');
  const snapshots = join(folder, 'snapshots');
  for (const path of [home, snapshots]) mkdirSync(path);
  const [command, ...args] = python.command;
  const emulator = startLeashed([command, ...args, program, String(options.port ?? 0)], {
    env: {
      ...python.env,
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: home,
      TMPDIR: folder,
      NODE: process.execPath,
      PYTHONUNBUFFERED: '1',
      PYTHONPYCACHEPREFIX: join(cacheFolder, 'bytecode'),
      AWS_EMULATOR_FOLDER: folder,
      AWS_EMULATOR_SNAPSHOTS: snapshots,
      AWS_EMULATOR_SCHEMA: schema,
      AWS_EMULATOR_NODE_MODULES: nodeModules,
      AWS_EMULATOR_DATABASE: options.database && describeDatabase(options.database),
    },
    removeAfterwards: folder,
  });
  let ended = false;
  emulator.exit.then(() => {
    ended = true;
  });
  const findEndpoint = () => /^emulated AWS: (http:\S+)$/m.exec(emulator.output())?.[1];
  for (const deadline = Date.now() + startTimeoutMs; !findEndpoint(); ) {
    if (ended || Date.now() > deadline) {
      await emulator.stop();
      throw new Error(`emulated AWS did not start:\n${emulator.output()}`);
    }
    await sleep(20);
  }
  const endpoint = findEndpoint() ?? '';
  return {
    endpoint,
    env: clientEnv(endpoint),
    output: emulator.output,
    snapshotFile: (id) => join(snapshots, `${id}.sql`),
    takeAutomatedSnapshot: async (database, createdAt) => {
      const taken = await control(endpoint, 'automated-snapshots', { database, createdAt });
      return z.object({ id: z.string() }).parse(taken).id;
    },
    holdRestores: async (held) => {
      await control(endpoint, 'held-restores', { held });
    },
    stop: async () => {
      await emulator.stop();
    },
  };
};
