import type { Transaction } from 'kysely';
import type { Schema } from '../../../db/schema.ts';
import type { SqlFlavor } from '../../../db/sql-flavor.ts';
import type { Timestamp } from '../../../db/timestamp.ts';

/** What every step of putting an import in place needs. */
export type Placing = {
  readonly trx: Transaction<Schema>;
  readonly flavor: SqlFlavor;
  readonly importId: number;
  readonly at: Timestamp;
};
