import { sql } from 'kysely';
import { sqliteColumns } from '../migrations/column-types.ts';
import type { SqlFlavor } from '../sql-flavor.ts';

export const sqliteFlavor: SqlFlavor = {
  kind: 'sqlite',
  columns: sqliteColumns,

  searchTable: `create virtual table product_search using fts5 (
    title, keywords, brand, categories,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
  )`,

  searchMatches: (words) => {
    const query = words.map((word) => `"${word}"*`).join(' ');
    // bm25 is lower for a better match; the weights follow the order of the columns.
    return sql`(
      select rowid as product_id, -bm25(product_search, 8.0, 3.0, 4.0, 2.0) as score
      from product_search where product_search match ${query}
    )`;
  },

  joinWords: (column) => sql`group_concat(${sql.ref(column)}, ' ')`,

  onDuplicate: (keys, updated) => sql`
    on conflict (${sql.join(keys.map((key) => sql.ref(key)))}) do update set ${sql.join(
      updated.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`),
    )}`,

  // A transaction holds the whole file's write lock from its start.
  forUpdate: sql``,
};
