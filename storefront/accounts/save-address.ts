import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import type { AddressFields } from './address.ts';
import { lockUser } from './lock-user.ts';

export const maxAddresses = 20;

export type SaveAddress = {
  readonly userId: number;
  /** The address to change; left out, a new one is added. */
  readonly id?: number;
  readonly fields: AddressFields;
  readonly isDefault: boolean;
};

/**
 * Adds or changes an address. A shopper's first one is the default, and there is always just one.
 * @throws ShopError NOT_FOUND for an id that is not the shopper's; TOO_MANY_ADDRESSES
 */
export const saveAddress = (
  { database, now }: AccountServices,
  { userId, id, fields, isDefault }: SaveAddress,
): Promise<void> =>
  transact(database.writer, async (trx) => {
    // Every change of a shopper's addresses waits for this lock, so that counts and defaults hold.
    if (!(await lockUser(trx, database.flavor, userId))) throw new ShopError('NOT_FOUND');
    const at = toTimestamp(now());
    const existing = await trx
      .selectFrom('addresses')
      .select(['id', 'is_default'])
      .where('user_id', '=', userId)
      .execute();
    const own = existing.find((address) => address.id === id);
    if (id !== undefined && !own) throw new ShopError('NOT_FOUND');
    if (!own && existing.length >= maxAddresses) {
      const form = `You have ${maxAddresses} addresses, which is as many as we keep. Delete one first.`;
      throw new ShopError('TOO_MANY_ADDRESSES', { fields: { form } });
    }
    const others = existing.filter((address) => address.id !== id);
    const becomesDefault = isDefault || own?.is_default === 1 || others.length === 0;
    if (becomesDefault) {
      await trx
        .updateTable('addresses')
        .set({ is_default: 0 })
        .where('user_id', '=', userId)
        .where('is_default', '=', 1)
        .execute();
    }
    const row = { ...fields, is_default: becomesDefault ? 1 : 0, updated_at: at } as const;
    if (own) await trx.updateTable('addresses').set(row).where('id', '=', own.id).execute();
    else {
      await trx
        .insertInto('addresses')
        .values({ ...row, user_id: userId, created_at: at })
        .execute();
    }
  });
