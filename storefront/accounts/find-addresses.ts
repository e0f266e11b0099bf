import type { Db } from '../db/open-database.ts';
import type { Address } from './address.ts';

const columns = [
  'id',
  'name',
  'line1',
  'line2',
  'city',
  'region',
  'postcode',
  'country',
  'phone',
  'is_default',
] as const;

/** A shopper's addresses, the default one first. */
export const findAddresses = async (db: Db, userId: number): Promise<readonly Address[]> => {
  const rows = await db
    .selectFrom('addresses')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('is_default', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ is_default, ...address }) => ({ ...address, isDefault: is_default === 1 }));
};

/** One of a shopper's own addresses; undefined for any other id. */
export const findAddress = async (
  db: Db,
  userId: number,
  id: number,
): Promise<Address | undefined> =>
  (await findAddresses(db, userId)).find((address) => address.id === id);
