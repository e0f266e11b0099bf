import { readFileSync, writeFileSync } from 'node:fs';

/** Makes another text of a snapshot's: SQL, one statement a line. */
export type Damage = (dump: string) => string;

export const damage = (file: string, change: Damage): void => {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('the backup is as it was');
  writeFileSync(file, after);
};

/** The second half never got to the disk. */
export const truncated: Damage = (dump) => dump.slice(0, Math.floor(dump.length / 2));

export const empty: Damage = () => '';

export const withoutTable =
  (table: string): Damage =>
  (dump) =>
    dump
      .split('\n')
      .filter((line) => !new RegExp(`^(CREATE TABLE|INSERT INTO) \`${table}\` `).test(line))
      .join('\n');

/** Without a table's last rows. */
export const withoutRows =
  (table: string, count: number): Damage =>
  (dump) => {
    const lines = dump.split('\n');
    const rows = lines.filter((line) => line.startsWith(`INSERT INTO \`${table}\` `));
    const lost = new Set(rows.slice(-count));
    return lines.filter((line) => !lost.has(line)).join('\n');
  };

/** As if these statements had been the last ones before the snapshot. */
export const endingWith =
  (database: string, ...statements: readonly string[]): Damage =>
  (dump) =>
    `${dump}${[`use ${database}`, ...statements].map((it) => `${it};\n`).join('')}`;

/** One database's data under the name of another. */
export const swapped =
  (database: string, other: string): Damage =>
  (dump) => {
    const [users = '', ...databases] = dump.split(/^(?=CREATE DATABASE )/m);
    const taken = databases.find((it) => it.startsWith(`CREATE DATABASE \`${other}\``)) ?? '';
    return users + taken.replaceAll(`\`${other}\``, `\`${database}\``);
  };

/** No damage to the data: only that it takes longer to read than anybody waits. */
export const slow = (database: string): Damage =>
  endingWith(
    database,
    'rename table replication_heartbeat to beats',
    'create view replication_heartbeat as select beat_at from beats where sleep(60) = 0',
  );
