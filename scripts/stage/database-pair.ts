import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MariadbOptions, startPrivateMariadb } from '../../tests/support/private-mariadb.ts';
import { connectServer, type DatabaseServer, serverArgs } from './database-server.ts';

const replicationUser = 'replica';
const catchUpSeconds = 60;

const follow = (leader: DatabaseServer, follower: DatabaseServer, password: string, more = '') =>
  `change master to master_host = '127.0.0.1', master_port = ${leader.port},
   master_user = '${replicationUser}', master_password = '${password}', master_use_gtid = slave_pos,
   master_ssl = 1, master_ssl_ca = '${follower.caFile}', master_connect_retry = 1${more}`;

/** Two MariaDB servers over TLS, one of which follows the other by GTID; which one, changes. */
export class DatabasePair {
  #writer: DatabaseServer;
  #replica: DatabaseServer;
  readonly #password: string;

  constructor(writer: DatabaseServer, replica: DatabaseServer, password: string) {
    this.#writer = writer;
    this.#replica = replica;
    this.#password = password;
  }

  get writer(): DatabaseServer {
    return this.#writer;
  }

  get replica(): DatabaseServer {
    return this.#replica;
  }

  /** The replica shows what the writer has written only this much later. */
  async setLag(seconds: number): Promise<void> {
    await this.#replica.query('stop slave');
    await this.#replica.query(`change master to master_delay = ${seconds}`);
    await this.#replica.query('start slave');
  }

  async stopReplica(): Promise<void> {
    await this.#replica.query('stop slave');
  }

  async startReplica(): Promise<void> {
    await this.#replica.query('start slave');
  }

  /** Resolves once the replica has all that the writer has. @throws when it does not get there. */
  async catchUp(): Promise<void> {
    const { position } = await this.#writer.row('select @@gtid_current_pos as position');
    const { late } = await this.#replica.row(
      `select master_gtid_wait('${position}', ${catchUpSeconds}) as late`,
    );
    if (late !== 0) throw new Error('the replica does not catch up with the writer');
  }

  /**
   * Makes the replica the writer and the writer its replica; connections stay as they are. Nobody
   * takes writes for this many seconds.
   */
  async failOver(seconds: number): Promise<void> {
    const [former, next] = [this.#writer, this.#replica];
    await former.query('set global read_only = 1');
    // A replica that lags on purpose or stands still would keep everybody waiting.
    await this.setLag(0);
    await this.catchUp();
    await sleep(seconds * 1000);
    await next.query('stop slave');
    await next.query('reset slave all');
    await former.query(follow(next, former, this.#password, ', master_demote_to_slave = 1'));
    await former.query('start slave');
    await next.query('set global read_only = 0');
    this.#writer = next;
    this.#replica = former;
  }
}

const connectPair = async (tls: MariadbOptions['tls'], cleanUps: (() => unknown)[]) => {
  const [one, two] = await Promise.all(
    ['one', 'two'].map(async (name, index) => {
      const server = await startPrivateMariadb({ tls, args: serverArgs(index + 1) });
      cleanUps.push(server.stop);
      const connected = await connectServer(name, server);
      cleanUps.push(connected.close);
      return connected;
    }),
  );
  if (!one || !two) throw new Error('two servers were expected');
  return [one, two] as const;
};

/** Starts writer and replica, both empty. */
export const startDatabasePair = async (
  tls: MariadbOptions['tls'],
  cleanUps: (() => unknown)[],
): Promise<DatabasePair> => {
  const [writer, replica] = await connectPair(tls, cleanUps);
  const password = randomBytes(16).toString('hex');
  // What either server has done to come up is no part of what they share.
  for (const server of [writer, replica]) await server.query('reset master');
  await writer.query(`create user ${replicationUser}@'%' identified by '${password}' require ssl`);
  await writer.query(`grant replication slave on *.* to ${replicationUser}@'%'`);
  await replica.query(follow(writer, replica, password));
  await replica.query('set global read_only = 1');
  await replica.query('start slave');
  const pair = new DatabasePair(writer, replica, password);
  await pair.catchUp();
  return pair;
};
