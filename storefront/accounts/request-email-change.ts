import { transact } from '../db/transact.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { AccountServices } from './account-services.ts';
import { insertAccountToken } from './account-token.ts';
import { verifyOwnPassword } from './verify-own-password.ts';

export type RequestEmailChange = {
  readonly userId: number;
  /** Normalised, see `normaliseEmail`. */
  readonly newEmail: string;
  readonly currentPassword: string;
};

/**
 * Mails the new address a link that makes the change, or word that it has an account of its own:
 * the page says the same in either case.
 * @throws ShopError WRONG_PASSWORD; BUSY
 */
export const requestEmailChange = async (
  services: AccountServices,
  { userId, newEmail, currentPassword }: RequestEmailChange,
): Promise<void> => {
  const { database, now } = services;
  const { name } = await verifyOwnPassword(services, userId, currentPassword);
  await transact(database.writer, async (trx) => {
    const at = now();
    const owner = await trx
      .selectFrom('users')
      .select('id')
      .where('email', '=', newEmail)
      .executeTakeFirst();
    const { token, messageId } = await insertAccountToken(trx, {
      purpose: 'email-change',
      email: newEmail,
      userId,
      now: at,
    });
    const mail = { recipient: newEmail, messageId, now: at };
    if (owner) await enqueueMail(trx, { ...mail, kind: 'email-change-taken', payload: {} });
    else await enqueueMail(trx, { ...mail, kind: 'email-change', payload: { name, token } });
  });
};
