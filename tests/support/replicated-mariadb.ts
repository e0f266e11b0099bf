import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { databaseUrl } from '../../storefront/db/database-url.ts';
import { migrate } from '../../storefront/db/migrate.ts';
import { openDatabase } from '../../storefront/db/open-database.ts';
import { createCertificateAuthority } from './certificate-authority.ts';
import { type PrivateMariadb, startPrivateMariadb } from './private-mariadb.ts';
import { type CleanUps, startWithCleanUps } from './start-with-clean-ups.ts';

export type ReplicationNode = {
  readonly port: number;
  /** Runs a statement as the server's administrator. */
  readonly query: (sql: string) => Promise<readonly RowDataPacket[]>;
};

export type ReplicatedMariadb = {
  /** The server that is the writer at first, and the one that follows it. */
  readonly first: ReplicationNode;
  readonly second: ReplicationNode;
  readonly caFile: string;
  readonly database: string;
  /** Makes a user with data rights only, on both servers. @returns its password. */
  readonly createUser: (name: string) => Promise<string>;
  /** `first` refuses writes, from connections that are open too. */
  readonly demoteFirst: () => Promise<void>;
  /** `second` follows nobody and takes writes. */
  readonly promoteSecond: () => Promise<void>;
  /** `second` shows what `first` has written only this much later. */
  readonly setLag: (seconds: number) => Promise<void>;
  readonly stopReplica: () => Promise<void>;
  readonly startReplica: () => Promise<void>;
  /** Resolves once `second` has all that `first` has. */
  readonly catchUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const nodeArgs = (serverId: number) => [
  '--log-bin=binlog',
  '--binlog-format=ROW',
  `--server-id=${serverId}`,
  '--log-slave-updates=ON',
  '--gtid-strict-mode=ON',
  '--innodb-buffer-pool-size=64M',
  // One line for each statement that is not safe for statements would be noise.
  '--log-warnings=1',
];

const startServers = async (cleanUps: CleanUps) => {
  const authority = createCertificateAuthority();
  const tls = { ca: authority.certificate, server: authority.issue() };
  const [one, two] = await Promise.all(
    [1, 2].map(async (id) => {
      const server = await startPrivateMariadb({ tls, args: nodeArgs(id) });
      cleanUps.push(server.stop);
      return server;
    }),
  );
  if (!one || !two) throw new Error('two servers were expected');
  return [one, two] as const;
};

const toNode = async (server: PrivateMariadb, cleanUps: CleanUps): Promise<ReplicationNode> => {
  const connection = await createConnection({
    uri: server.url,
    ssl: { ca: readFileSync(server.caFile, 'utf8'), verifyIdentity: true },
  });
  cleanUps.push(() => connection.end());
  return {
    port: Number(new URL(server.url).port),
    query: async (sql) => {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    },
  };
};

const start = async (cleanUps: CleanUps): Promise<Omit<ReplicatedMariadb, 'stop'>> => {
  const [one, two] = await startServers(cleanUps);
  const first = await toNode(one, cleanUps);
  const second = await toNode(two, cleanUps);
  const database = 'shop';
  const password = randomBytes(16).toString('hex');
  // What either server has done to come up is no part of what they share.
  await first.query('reset master');
  await second.query('reset master');
  // What a test changes on the replica itself must not come between the events that it follows.
  await second.query('set session sql_log_bin = 0');
  await first.query(`create user replica@'%' identified by '${password}' require ssl`);
  await first.query(`grant replication slave on *.* to replica@'%'`);
  await first.query(`create database ${database} character set utf8mb4 collate utf8mb4_bin`);
  await second.query(
    `change master to master_host = '127.0.0.1', master_port = ${first.port},
     master_user = 'replica', master_password = '${password}', master_use_gtid = slave_pos,
     master_ssl = 1, master_ssl_ca = '${two.caFile}', master_connect_retry = 1`,
  );
  await second.query('set global read_only = 1');
  await second.query('start slave');

  const admin = openDatabase({
    url: databaseUrl.parse(`${one.url}/${database}`),
    caFile: one.caFile,
  });
  await migrate(admin).finally(admin.close);

  const catchUp = async () => {
    const [row] = await first.query('select @@gtid_current_pos as position');
    await second.query(`select master_gtid_wait('${row?.['position']}', 30)`);
  };
  await catchUp();

  return {
    first,
    second,
    caFile: one.caFile,
    database,
    createUser: async (name) => {
      const secret = randomBytes(16).toString('hex');
      await first.query(`create or replace user ${name}@'%' identified by '${secret}' require ssl`);
      await first.query(`grant select, insert, update, delete on ${database}.* to ${name}@'%'`);
      await catchUp();
      return secret;
    },
    demoteFirst: async () => {
      await first.query('set global read_only = 1');
    },
    promoteSecond: async () => {
      await second.query('stop slave');
      await second.query('reset slave all');
      await second.query('set global read_only = 0');
    },
    setLag: async (seconds) => {
      await second.query('stop slave');
      await second.query(`change master to master_delay = ${seconds}`);
      await second.query('start slave');
    },
    stopReplica: async () => {
      await second.query('stop slave');
    },
    startReplica: async () => {
      await second.query('start slave');
    },
    catchUp,
  };
};

/**
 * Starts two MariaDB servers, the second following the first by GTID over TLS, with one authority
 * and a database that has the newest schema.
 */
export const startReplicatedMariadb = (): Promise<ReplicatedMariadb> => startWithCleanUps(start);
