import { sql } from 'kysely';
import { mysqlColumns } from '../migrations/column-types.ts';
import type { SqlFlavor } from '../sql-flavor.ts';

/** InnoDB indexes no shorter word (innodb_ft_min_token_size), so those are looked for in the text. */
const shortestIndexed = 3;

export const mysqlFlavor: SqlFlavor = {
  kind: 'mysql',
  columns: mysqlColumns,

  // The key is called rowid because SQLite's full-text tables allow it no other name.
  searchTable: `create table product_search (
    rowid bigint not null primary key,
    title varchar(255) not null,
    keywords varchar(1000) not null,
    brand varchar(120) not null,
    categories varchar(1000) not null,
    fulltext index product_search_all (title, keywords, brand, categories),
    fulltext index product_search_title (title)
  ) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_unicode_ci`,

  searchMatches: (words) => {
    const indexed = words.filter((word) => word.length >= shortestIndexed);
    const query = indexed.map((word) => `+${word}*`).join(' ');
    const match = sql`match (title, keywords, brand, categories) against (${query} in boolean mode)`;
    const conditions = words
      .filter((word) => word.length < shortestIndexed)
      .map(
        (word) => sql`concat_ws(' ', '', title, keywords, brand, categories) like ${`% ${word}%`}`,
      );
    if (indexed.length > 0) conditions.push(match);
    const score =
      indexed.length > 0
        ? sql`(${match} + 4 * match (title) against (${query} in boolean mode))`
        : sql`1`;
    return sql`(
      select rowid as product_id, ${score} as score
      from product_search where ${sql.join(conditions, sql` and `)}
    )`;
  },

  joinWords: (column) => sql`group_concat(${sql.ref(column)} separator ' ')`,

  // VALUES(): MariaDB does not know MySQL's newer row alias.
  onDuplicate: (_keys, updated) => sql`
    on duplicate key update ${sql.join(
      updated.map((column) => sql`${sql.ref(column)} = values(${sql.ref(column)})`),
    )}`,

  forUpdate: sql`for update`,
};
