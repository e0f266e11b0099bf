// Writes everything that a server holds for its shops into a file, one statement a line: databases,
// users with their rights, tables, rows. Reads from standard input: where the server is, who may
// read everything there, and the file.
import { createWriteStream, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { createConnection } from 'mysql2/promise';

const { writer, caFile, username, password, file } = JSON.parse(await text(process.stdin));
const connection = await createConnection({
  host: writer.host,
  port: writer.port,
  user: username,
  password,
  charset: 'utf8mb4',
  ...(caFile ? { ssl: { ca: readFileSync(caFile, 'utf8') } } : {}),
});
const output = createWriteStream(file);
const write = (statement) => output.write(`${statement.replaceAll(/\s*\n\s*/g, ' ')};\n`);
const ask = async (statement, values) => {
  const [rows] = await connection.query({
    sql: statement,
    values,
    rowsAsArray: true,
    typeCast: (field) => field.string(),
  });
  return rows;
};
const name = (identifier) => connection.escapeId(identifier, true);

const numeric = /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|year)$/;
const binary = /^(binary|varbinary|tinyblob|blob|mediumblob|longblob|bit)$/;

const literal = (type, value) => {
  if (value === null) return 'NULL';
  if (binary.test(type)) return value === '' ? "''" : `X'${value}'`;
  return numeric.test(type) ? value : connection.escape(value);
};

const dumpTable = async (database, table) => {
  const [[, definition]] = await ask(`show create table ${name(table)}`);
  write(definition);
  const columns = await ask(
    `select column_name, data_type from information_schema.columns
     where table_schema = ? and table_name = ? and is_generated = 'NEVER' order by ordinal_position`,
    [database, table],
  );
  const read = columns.map(([it, type]) => (binary.test(type) ? `hex(${name(it)})` : name(it)));
  const into = `${name(table)} (${columns.map(([it]) => name(it)).join(', ')})`;
  for (const row of await ask(`select ${read.join(', ')} from ${name(table)}`)) {
    const values = row.map((value, index) => literal(columns[index][1], value));
    write(`INSERT INTO ${into} VALUES (${values.join(', ')})`);
  }
};

const dumpUsers = async () => {
  const users = await ask(
    `select user, host from mysql.user where is_role = 'N' and user not in ('', 'root', 'mariadb.sys')
     and user <> substring_index(current_user(), '@', 1)`,
  );
  for (const user of users) {
    const [[definition]] = await ask('show create user ?@?', user);
    write(definition.replace('CREATE USER', 'CREATE OR REPLACE USER'));
    for (const [grant] of await ask('show grants for ?@?', user)) write(grant);
  }
};

await ask('start transaction with consistent snapshot');
await dumpUsers();
const databases = await ask(
  `select schema_name from information_schema.schemata
   where schema_name not in ('information_schema', 'mysql', 'performance_schema', 'sys')`,
);
for (const [database] of databases) {
  const [[, definition]] = await ask(`show create database ${name(database)}`);
  write(definition);
  write(`USE ${name(database)}`);
  await ask(`use ${name(database)}`);
  const tables = await ask(`show full tables where table_type = 'BASE TABLE'`);
  for (const [table] of tables) await dumpTable(database, table);
}
await connection.end();
output.end();
await finished(output);
