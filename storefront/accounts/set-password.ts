import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { addAuditRow, shopperActor } from './add-audit-row.ts';
import type { LockedUser } from './lock-user.ts';
import { createToken } from './token.ts';

export type SetPassword = {
  readonly user: LockedUser;
  readonly passwordHash: string;
  readonly action: 'account.password-changed' | 'account.password-reset';
  readonly requestId: string;
  readonly now: Date;
};

/** Stores a new password, ends every session and every mailed link, and tells the shopper. */
export const setPassword = async (
  trx: Transaction<Schema>,
  { user, passwordHash, action, requestId, now }: SetPassword,
): Promise<void> => {
  await trx
    .updateTable('users')
    .set({ password_hash: passwordHash, updated_at: toTimestamp(now) })
    .where('id', '=', user.id)
    .execute();
  await trx.deleteFrom('sessions').where('user_id', '=', user.id).execute();
  await trx.deleteFrom('account_tokens').where('user_id', '=', user.id).execute();
  const actor = shopperActor(user.id);
  await addAuditRow(trx, { actor, action, subject: actor, requestId, now });
  await enqueueMail(trx, {
    kind: 'password-changed',
    recipient: user.email,
    messageId: `password-changed-${createToken().replaceAll(/[^A-Za-z0-9]/g, '')}`,
    payload: { name: user.name },
    now,
  });
};
