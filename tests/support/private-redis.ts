import { randomBytes } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'iovalkey';
import { requireTool } from '../../scripts/setup/requirements.ts';
import { createCertificateAuthority, type ServerCertificate } from './certificate-authority.ts';
import { eventually } from './eventually.ts';
import { findFreePort } from './free-port.ts';
import { startLeashed } from './leashed-process.ts';
import { createTempDir } from './temp-dir.ts';

export type RedisServerOptions = {
  /** What the server shows; by default one that `ca` signs for localhost and 127.0.0.1. */
  readonly tls?: { readonly ca: string; readonly server: ServerCertificate } | undefined;
};

export type PrivateRedis = {
  readonly port: number;
  /** A user with the rights that a deployed stage gives its storefront. */
  readonly username: string;
  readonly password: string;
  /** PEM file of the authority that signed the server's certificate. */
  readonly caFile: string;
  /** A client that may do everything. */
  readonly admin: Redis;
  readonly stop: () => Promise<void>;
};

/** As in resources/cache-valkey.yml. */
const rights =
  'on ~tidemarket:* &tidemarket:* -@all +@read +@write +@connection +@transaction +@scripting +@pubsub -@dangerous +info';

const ownCertificate = () => {
  const authority = createCertificateAuthority();
  return { ca: authority.certificate, server: authority.issue() };
};

/** Starts a Redis of its own on a free port of 127.0.0.1, over TLS only, that keeps nothing. */
export const startPrivateRedis = async ({
  tls = ownCertificate(),
}: RedisServerOptions = {}): Promise<PrivateRedis> => {
  const { path: folder } = createTempDir();
  const files = { ca: tls.ca, cert: tls.server.certificate, key: tls.server.key };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.pem`), text, { mode: 0o600 });
  }
  // Debian's redis-tools holds the server too: the program does what its name says.
  const program = join(folder, 'redis-server');
  symlinkSync(requireTool('redis-server'), program);
  const port = await findFreePort();
  const [username, password] = ['storefront', randomBytes(16).toString('hex')];
  const adminPassword = randomBytes(16).toString('hex');
  const config = [
    'bind 127.0.0.1',
    'port 0',
    `tls-port ${port}`,
    'tls-auth-clients no',
    ...Object.keys(files).map(
      (name) => `tls-${name === 'ca' ? 'ca-cert' : name}-file ${join(folder, `${name}.pem`)}`,
    ),
    'save ""',
    'appendonly no',
    `dir ${folder}`,
    `user default on >${adminPassword} ~* &* +@all`,
    `user ${username} ${rights} >${password}`,
  ];
  writeFileSync(join(folder, 'redis.conf'), `${config.join('\n')}\n`, { mode: 0o600 });
  const server = startLeashed([program, join(folder, 'redis.conf')], { removeAfterwards: folder });
  const admin = new Redis({
    host: '127.0.0.1',
    port,
    password: adminPassword,
    tls: { rejectUnauthorized: false },
    maxRetriesPerRequest: null,
    retryStrategy: () => 50,
  });
  // What it has to say is said by the first command that fails.
  admin.on('error', () => {});
  const stop = async () => {
    admin.disconnect();
    await server.stop();
  };
  let ended: number | undefined;
  void server.exit.then((code) => {
    ended = code;
  });
  try {
    await eventually(async () => {
      if (ended === undefined && admin.status !== 'ready') throw new Error('not yet');
    });
    if (ended !== undefined) throw new Error(`Redis did not start:\n${server.output()}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, username, password, caFile: join(folder, 'ca.pem'), admin, stop };
};
