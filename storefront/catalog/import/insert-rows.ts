import { CompiledQuery } from 'kysely';
import type { Db } from '../../db/open-database.ts';
import type { Schema } from '../../db/schema.ts';

type Value = string | number | null;

/** Parameters of one statement at most: SQLite takes 32,766. */
const maxParameters = 10_000;

/** Inserts rows with few statements of a kind that are prepared once: a builder costs more here. */
export const insertRows = async <Row extends Readonly<Record<string, Value>>>(
  db: Db,
  table: keyof Schema,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> => {
  const size = Math.floor(maxParameters / columns.length);
  const place = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size);
    const text = `insert into ${table} (${columns.join(', ')}) values ${part.map(() => place).join(', ')}`;
    await db.executeQuery(
      CompiledQuery.raw(
        text,
        part.flatMap((row) => columns.map((column) => row[column] ?? null)),
      ),
    );
  }
};
