import { readFileSync } from 'node:fs';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { PrivateMariadb } from '../../tests/support/private-mariadb.ts';

export type DatabaseServer = {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  readonly caFile: string;
  /** Runs a statement as the server's administrator, past every fault of the endpoints. */
  readonly query: (sql: string) => Promise<readonly RowDataPacket[]>;
  /** The first row of the answer; empty when there is none. */
  readonly row: (sql: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly close: () => Promise<void>;
};

export const serverArgs = (serverId: number): readonly string[] => [
  '--log-bin=binlog',
  '--binlog-format=ROW',
  `--server-id=${serverId}`,
  '--log-slave-updates=ON',
  '--gtid-strict-mode=ON',
  '--max-connections=400',
  '--innodb-buffer-pool-size=128M',
  '--log-warnings=1',
  // As a Multi-AZ cluster does: a commit is acknowledged once the replica has it. Without a replica
  // the writer goes on alone.
  '--rpl-semi-sync-master-enabled=ON',
  '--rpl-semi-sync-slave-enabled=ON',
  '--rpl-semi-sync-master-wait-point=AFTER_SYNC',
  '--rpl-semi-sync-master-wait-no-slave=OFF',
  '--rpl-semi-sync-master-timeout=5000',
];

/** Connects to a server as its administrator. */
export const connectServer = async (
  name: string,
  { url, caFile }: PrivateMariadb,
): Promise<DatabaseServer> => {
  const connection = await createConnection({
    uri: url,
    ssl: { ca: readFileSync(caFile, 'utf8'), verifyIdentity: true },
    enableKeepAlive: true,
  });
  connection.on('error', () => {});
  const query = async (sql: string) => {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  };
  return {
    name,
    port: Number(new URL(url).port),
    url,
    caFile,
    query,
    row: async (sql) => {
      const rows = await query(sql);
      return (Array.isArray(rows) ? rows[0] : undefined) ?? {};
    },
    close: () => connection.end(),
  };
};
