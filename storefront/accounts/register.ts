import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import { consumeAccountToken, getAccountToken } from './account-token.ts';
import { addAuditRow, shopperActor } from './add-audit-row.ts';
import { checkPassword } from './check-password.ts';
import { insertSession } from './insert-session.ts';
import { type GuestTokens, takeOverGuest } from './take-over-guest.ts';

export type Register = {
  /** Of the mailed link: it proves who owns the address. */
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly guest: GuestTokens;
  readonly requestId: string;
};

/**
 * Makes the account of a mailed link and logs its owner in.
 * @throws ShopError TOKEN_INVALID; VALIDATION_FAILED for the password; EMAIL_TAKEN when the address
 * has got an account since the link was mailed; BUSY
 */
export const register = async (
  { database, passwords, sessionLifetimes, site, now }: AccountServices,
  { token, name, password, guest, requestId }: Register,
): Promise<{ readonly token: string; readonly userId: number }> => {
  const at = now();
  const { email } = await getAccountToken(database.writer, 'registration', token, at);
  const problem = await checkPassword(password, [site.name, name, email]);
  if (problem) throw new ShopError('VALIDATION_FAILED', { fields: { password: problem } });
  const passwordHash = await passwords.hash(password);
  return transact(database.writer, async (trx) => {
    await consumeAccountToken(trx, database.flavor, 'registration', token, at);
    const taken = await trx
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    if (taken) throw new ShopError('EMAIL_TAKEN');
    const { insertId } = await trx
      .insertInto('users')
      .values({
        email,
        name,
        password_hash: passwordHash,
        created_at: toTimestamp(at),
        updated_at: toTimestamp(at),
      })
      .executeTakeFirstOrThrow();
    const userId = Number(insertId);
    const actor = shopperActor(userId);
    await addAuditRow(trx, {
      actor,
      action: 'account.registered',
      subject: actor,
      requestId,
      now: at,
    });
    await takeOverGuest(trx, database.flavor, guest, userId, at);
    return { token: await insertSession(trx, sessionLifetimes, userId, at), userId };
  });
};
