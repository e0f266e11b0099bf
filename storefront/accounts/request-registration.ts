import { transact } from '../db/transact.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { AccountServices } from './account-services.ts';
import { insertAccountToken } from './account-token.ts';

export type RequestRegistration = {
  /** Normalised, see `normaliseEmail`. */
  readonly email: string;
  /** Where to go once the account is made: a path of this shop. */
  readonly next: string;
};

/**
 * Mails a link by which the owner of an address can make an account, or word that there is one
 * already. Both cases write the same rows, so that nothing here tells them apart.
 */
export const requestRegistration = (
  { database, now }: AccountServices,
  { email, next }: RequestRegistration,
): Promise<void> =>
  transact(database.writer, async (trx) => {
    const at = now();
    const user = await trx
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    const { token, messageId } = await insertAccountToken(trx, {
      purpose: 'registration',
      email,
      userId: null,
      now: at,
    });
    const mail = { recipient: email, messageId, now: at };
    if (user) await enqueueMail(trx, { ...mail, kind: 'registration-taken', payload: {} });
    else await enqueueMail(trx, { ...mail, kind: 'registration', payload: { token, next } });
  });
