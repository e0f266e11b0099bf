import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';

export type LockedUser = {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
};

/** Locks a shopper's row until the transaction ends; undefined when there is none (any more). */
export const lockUser = (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  userId: number,
): Promise<LockedUser | undefined> =>
  trx
    .selectFrom('users')
    .select(['id', 'email', 'name', 'password_hash'])
    .where('id', '=', userId)
    .modifyEnd(flavor.forUpdate)
    .executeTakeFirst();
