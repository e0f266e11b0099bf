import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../db/open-database.ts';
import type { Schema } from '../../../db/schema.ts';
import type { SqlFlavor } from '../../../db/sql-flavor.ts';

// A correlated update or an `in (select …)` would work on both databases, but MariaDB 10.11 then
// reads and locks the whole table that is written to. These are driven by the staged rows instead.

type JoinedUpdate = {
  readonly table: keyof Schema;
  /** What is joined, as in a `from` clause; the updated table is called `t`. */
  readonly from: RawBuilder<unknown>;
  readonly set: Readonly<Record<string, RawBuilder<unknown>>>;
  readonly where: RawBuilder<unknown>;
};

export const updateJoined = async (
  db: Db,
  flavor: SqlFlavor,
  { table, from, set, where }: JoinedUpdate,
): Promise<void> => {
  const isMysql = flavor.kind === 'mysql';
  const changes = sql.join(
    Object.entries(set).map(
      ([column, value]) => sql`${isMysql ? sql.ref(`t.${column}`) : sql.ref(column)} = ${value}`,
    ),
  );
  const query = isMysql
    ? sql`update ${from} join ${sql.table(table)} as t on ${where} set ${changes}`
    : sql`update ${sql.table(table)} as t set ${changes} from ${from} where ${where}`;
  await query.execute(db);
};

type JoinedDelete = {
  readonly table: keyof Schema;
  /** A `from` clause in which the table that loses rows is called `t`. */
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
};

export const deleteJoined = async (
  db: Db,
  flavor: SqlFlavor,
  { table, from, where }: JoinedDelete,
): Promise<void> => {
  const query =
    flavor.kind === 'mysql'
      ? sql`delete t from ${from} where ${where}`
      : sql`delete from ${sql.table(table)} where rowid in (select t.rowid from ${from} where ${where})`;
  await query.execute(db);
};
