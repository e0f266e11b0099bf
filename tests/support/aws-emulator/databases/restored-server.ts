// A server of its own that holds what a dump says, until standard input ends. The first line there
// says which certificate the server shows, and who is its administrator; the first line of the
// output says where the server is and how far the dump could be loaded.
// usage: restored-server.ts DUMP
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import * as z from 'zod';
import { startPrivateMariadb } from '../../private-mariadb.ts';

const order = z.object({
  tls: z
    .object({ ca: z.string(), server: z.object({ certificate: z.string(), key: z.string() }) })
    .nullable(),
  admin: z.object({ username: z.string(), password: z.string() }),
});

type Loaded = { readonly statements: number; readonly problem?: string };

/** As far as it goes: what a statement that makes no sense follows is lost. */
const load = async (connection: Connection, dumpFile: string): Promise<Loaded> => {
  let statements = 0;
  try {
    await connection.query('set foreign_key_checks = 0, autocommit = 0');
    for (const line of readFileSync(dumpFile, 'utf8').split('\n').filter(Boolean)) {
      await connection.query(line);
      statements += 1;
    }
  } catch (error) {
    return { statements, problem: String(error) };
  } finally {
    await connection.query('commit');
  }
  return { statements };
};

const makeAdmin = async (
  connection: Connection,
  { username, password }: z.output<typeof order>['admin'],
): Promise<void> => {
  const values = [username, password];
  await connection.query("create or replace user ?@'%' identified by ?", values);
  await connection.query("grant all on *.* to ?@'%' with grant option", values);
};

const input = createInterface({ input: process.stdin });
const hasEnded = new Promise<void>((resolve) => input.once('close', resolve));
const [line] = await Promise.race([
  new Promise<readonly string[]>((resolve) => input.once('line', (text) => resolve([text]))),
  hasEnded.then((): readonly string[] => []),
]);
if (line === undefined) process.exit(1);
const [dumpFile = ''] = process.argv.slice(2);
const { tls, admin } = order.parse(JSON.parse(line));
const server = await startPrivateMariadb({
  tls: tls ?? undefined,
  args: ['--innodb-buffer-pool-size=32M'],
});
try {
  const ssl = { ca: readFileSync(server.caFile, 'utf8') };
  const connection = await createConnection({ uri: server.url, charset: 'utf8mb4', ssl });
  const loaded = await load(connection, dumpFile);
  await makeAdmin(connection, admin);
  await connection.end();
  console.log(JSON.stringify({ url: server.url, caFile: server.caFile, ...loaded }));
  await hasEnded;
} finally {
  await server.stop();
}
