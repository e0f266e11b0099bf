import { transact } from '../db/transact.ts';
import type { AccountServices } from './account-services.ts';
import { addAuditRow, shopperActor } from './add-audit-row.ts';

/** Ends every session of a shopper, this one included. */
export const logOutEverywhere = (
  { database, now }: AccountServices,
  { userId, requestId }: { readonly userId: number; readonly requestId: string },
): Promise<void> =>
  transact(database.writer, async (trx) => {
    await trx.deleteFrom('sessions').where('user_id', '=', userId).execute();
    const actor = shopperActor(userId);
    const action = 'account.logged-out-everywhere';
    await addAuditRow(trx, { actor, action, subject: actor, requestId, now: now() });
  });
