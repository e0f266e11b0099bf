import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { AccountServices } from './account-services.ts';
import { consumeAccountToken } from './account-token.ts';
import { addAuditRow, shopperActor } from './add-audit-row.ts';
import { lockUser } from './lock-user.ts';
import { createToken } from './token.ts';

export type ChangeEmail = {
  /** Of the link mailed to the new address. */
  readonly token: string;
  /** Only the account that asked for the link can use it. */
  readonly userId: number;
  readonly requestId: string;
};

/**
 * Makes the address that a link was mailed to the shopper's own, and tells the address before.
 * @throws ShopError TOKEN_INVALID; EMAIL_TAKEN when it has got an account since
 */
export const changeEmail = (
  { database, now }: AccountServices,
  change: ChangeEmail,
): Promise<void> =>
  transact(database.writer, async (trx) => {
    const at = now();
    const { token, requestId } = change;
    const { email, userId } = await consumeAccountToken(
      trx,
      database.flavor,
      'email-change',
      token,
      at,
    );
    const user = userId === change.userId && (await lockUser(trx, database.flavor, userId));
    if (!user) throw new ShopError('TOKEN_INVALID');
    const taken = await trx
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    if (taken) throw new ShopError('EMAIL_TAKEN');
    await trx
      .updateTable('users')
      .set({ email, updated_at: toTimestamp(at) })
      .where('id', '=', user.id)
      .execute();
    // Links mailed to the address before must not open the account any longer.
    await trx.deleteFrom('account_tokens').where('user_id', '=', user.id).execute();
    const actor = shopperActor(user.id);
    const action = 'account.email-changed';
    await addAuditRow(trx, { actor, action, subject: actor, requestId, now: at });
    await enqueueMail(trx, {
      kind: 'email-changed',
      recipient: user.email,
      messageId: `email-changed-${createToken().replaceAll(/[^A-Za-z0-9]/g, '')}`,
      payload: { name: user.name },
      now: at,
    });
  });
