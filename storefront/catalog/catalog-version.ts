import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';

const id = 1;

/**
 * Says that catalog pages show something else from this transaction on. Everybody who says so waits
 * for one row, so it comes last, behind all other locks.
 */
export const changeCatalogVersion = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
): Promise<void> => {
  await trx
    .insertInto('catalog_version')
    .values({ id, version: randomUUID() })
    .modifyEnd(flavor.onDuplicate(['id'], ['version']))
    .execute();
};
