// Makes a user who may do everything. Reads from standard input: where the server is, who may make
// users there, and the new user.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createConnection } from 'mysql2/promise';

const { writer, caFile, username, password, newUser } = JSON.parse(await text(process.stdin));
const connection = await createConnection({
  host: writer.host,
  port: writer.port,
  user: username,
  password,
  ...(caFile ? { ssl: { ca: readFileSync(caFile, 'utf8') } } : {}),
});
const name = connection.escape(newUser.username);
const secret = connection.escape(newUser.password);
await connection.query(`create or replace user ${name}@'%' identified by ${secret}`);
await connection.query(`grant all on *.* to ${name}@'%' with grant option`);
await connection.end();
