import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import { lockUser } from './lock-user.ts';

/**
 * Deletes one of a shopper's addresses. After the default one the oldest that is left takes its place.
 * @throws ShopError NOT_FOUND for an id that is not the shopper's
 */
export const deleteAddress = (
  { database }: AccountServices,
  { userId, id }: { readonly userId: number; readonly id: number },
): Promise<void> =>
  transact(database.writer, async (trx) => {
    if (!(await lockUser(trx, database.flavor, userId))) throw new ShopError('NOT_FOUND');
    const { numDeletedRows } = await trx
      .deleteFrom('addresses')
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new ShopError('NOT_FOUND');
    const left = await trx
      .selectFrom('addresses')
      .select(['id', 'is_default'])
      .where('user_id', '=', userId)
      .orderBy('id')
      .execute();
    const [oldest] = left;
    if (!oldest || left.some(({ is_default }) => is_default === 1)) return;
    await trx.updateTable('addresses').set({ is_default: 1 }).where('id', '=', oldest.id).execute();
  });
