import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import { lockUser } from './lock-user.ts';

/** Makes one of a shopper's addresses the default. @throws ShopError NOT_FOUND if it is not theirs */
export const setDefaultAddress = (
  { database }: AccountServices,
  { userId, id }: { readonly userId: number; readonly id: number },
): Promise<void> =>
  transact(database.writer, async (trx) => {
    if (!(await lockUser(trx, database.flavor, userId))) throw new ShopError('NOT_FOUND');
    const own = await trx
      .selectFrom('addresses')
      .select('id')
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (!own) throw new ShopError('NOT_FOUND');
    await trx
      .updateTable('addresses')
      .set({ is_default: 0 })
      .where('user_id', '=', userId)
      .execute();
    await trx.updateTable('addresses').set({ is_default: 1 }).where('id', '=', id).execute();
  });
