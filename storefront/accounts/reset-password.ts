import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import { consumeAccountToken, getAccountToken } from './account-token.ts';
import { checkPassword } from './check-password.ts';
import { lockUser } from './lock-user.ts';
import { setPassword } from './set-password.ts';

export type ResetPassword = {
  readonly token: string;
  readonly password: string;
  readonly requestId: string;
};

/**
 * Sets a new password by a mailed link and ends every session: the shopper logs in anew.
 * @throws ShopError TOKEN_INVALID; VALIDATION_FAILED for the password; BUSY
 */
export const resetPassword = async (
  { database, passwords, site, now }: AccountServices,
  { token, password, requestId }: ResetPassword,
): Promise<void> => {
  const at = now();
  const { email, userId } = await getAccountToken(database.writer, 'password-reset', token, at);
  const found =
    userId === null
      ? undefined
      : await database.writer
          .selectFrom('users')
          .select(['id', 'name'])
          .where('id', '=', userId)
          .executeTakeFirst();
  if (!found) throw new ShopError('TOKEN_INVALID');
  const problem = await checkPassword(password, [site.name, found.name, email]);
  if (problem) throw new ShopError('VALIDATION_FAILED', { fields: { password: problem } });
  const passwordHash = await passwords.hash(password);
  await transact(database.writer, async (trx) => {
    await consumeAccountToken(trx, database.flavor, 'password-reset', token, at);
    const user = await lockUser(trx, database.flavor, found.id);
    if (!user) throw new ShopError('TOKEN_INVALID');
    await setPassword(trx, {
      user,
      passwordHash,
      action: 'account.password-reset',
      requestId,
      now: at,
    });
  });
};
