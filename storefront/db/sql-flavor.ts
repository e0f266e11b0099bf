import type { RawBuilder } from 'kysely';
import type { ColumnTypes } from './migrations/column-types.ts';

/** Products that match a search, as a derived table: higher `score` is the better match. */
export type SearchMatches = RawBuilder<{ product_id: number; score: number }>;

/** The few places where the two databases need different SQL. Everything else is shared. */
export type SqlFlavor = {
  readonly kind: 'sqlite' | 'mysql';
  readonly columns: ColumnTypes;
  /** DDL of product_search: full text over title, keywords, brand and category names. */
  readonly searchTable: string;
  /** @param words lower-case letters and digits only, see `toSearchWords`; at least one. */
  readonly searchMatches: (words: readonly string[]) => SearchMatches;
  /** Aggregate: the group's values of `column`, joined by a space. */
  readonly joinWords: (column: string) => RawBuilder<string>;
  /** The clause of an insert that turns it into an update where `keys` exist already. */
  readonly onDuplicate: (
    keys: readonly string[],
    updated: readonly string[],
  ) => RawBuilder<unknown>;
  /** What follows a select so that the rows stay as they are until the transaction ends. */
  readonly forUpdate: RawBuilder<unknown>;
};
