import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import { addAuditRow, shopperActor } from './add-audit-row.ts';
import { lockUser } from './lock-user.ts';
import { verifyOwnPassword, wrongPassword } from './verify-own-password.ts';

/** What orders hold instead of a person. The country stays: taxes are accounted for by country. */
const erased = {
  email: 'erased',
  name: 'erased',
  line1: 'erased',
  line2: '',
  city: 'erased',
  region: '',
  postcode: '',
  phone: '',
} as const;

const openOrders =
  'You have an order that is still to be paid or sent. Cancel it, or wait until it is on its way; then delete the account.';

export type DeleteAccount = {
  readonly userId: number;
  readonly currentPassword: string;
  readonly requestId: string;
};

/**
 * Deletes an account with all it owns. Its orders stay without the person. An order that is still to
 * be paid or sent needs the person, so it has to be received or cancelled first.
 * @throws ShopError WRONG_PASSWORD; OPEN_ORDERS; BUSY
 */
export const deleteAccount = async (
  services: AccountServices,
  { userId, currentPassword, requestId }: DeleteAccount,
): Promise<void> => {
  const { database, now } = services;
  const known = await verifyOwnPassword(services, userId, currentPassword);
  await transact(database.writer, async (trx) => {
    const user = await lockUser(trx, database.flavor, userId);
    if (user?.password_hash !== known.password_hash) throw wrongPassword();
    const open = await trx
      .selectFrom('orders')
      .select('id')
      .where('user_id', '=', userId)
      .where('status', 'in', ['pending', 'confirmed'])
      .limit(1)
      .executeTakeFirst();
    if (open) throw new ShopError('OPEN_ORDERS', { fields: { form: openOrders } });
    await trx
      .updateTable('orders')
      .set({ ...erased, user_id: null })
      .where('user_id', '=', userId)
      .execute();
    await trx.deleteFrom('outbox_messages').where('recipient', '=', user.email).execute();
    await trx.deleteFrom('account_tokens').where('email', '=', user.email).execute();
    // Sessions, addresses, tokens and the cart go with the row that they reference.
    await trx.deleteFrom('users').where('id', '=', userId).execute();
    const actor = shopperActor(userId);
    const action = 'account.deleted';
    await addAuditRow(trx, { actor, action, subject: actor, requestId, now: now() });
  });
};
