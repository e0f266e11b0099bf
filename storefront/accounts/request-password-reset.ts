import { transact } from '../db/transact.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { AccountServices } from './account-services.ts';
import { insertAccountToken } from './account-token.ts';

/**
 * Mails a link to choose a new password, if the address has an account. The same statements run if
 * it has none: the mail is then withdrawn before anyone can see it, and its link opens nothing.
 */
export const requestPasswordReset = (
  { database, now }: AccountServices,
  { email }: { readonly email: string },
): Promise<void> =>
  transact(database.writer, async (trx) => {
    const at = now();
    const user = await trx
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    const { token, messageId } = await insertAccountToken(trx, {
      purpose: 'password-reset',
      email,
      userId: user?.id ?? null,
      now: at,
    });
    await enqueueMail(trx, {
      kind: 'password-reset',
      recipient: email,
      messageId,
      payload: { token },
      now: at,
    });
    await trx
      .deleteFrom('outbox_messages')
      .where('message_id', '=', user ? 'none' : messageId)
      .execute();
  });
