import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import { checkPassword } from './check-password.ts';
import { insertSession } from './insert-session.ts';
import { lockUser } from './lock-user.ts';
import { setPassword } from './set-password.ts';
import { verifyOwnPassword, wrongPassword } from './verify-own-password.ts';

export type ChangePassword = {
  readonly userId: number;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly requestId: string;
};

/**
 * Sets a new password, ends every session and returns the token of a new one for this browser.
 * @throws ShopError WRONG_PASSWORD; VALIDATION_FAILED for the new one; BUSY
 */
export const changePassword = async (
  services: AccountServices,
  { userId, currentPassword, newPassword, requestId }: ChangePassword,
): Promise<{ readonly token: string }> => {
  const { database, passwords, sessionLifetimes, site, now } = services;
  const at = now();
  const known = await verifyOwnPassword(services, userId, currentPassword);
  const problem =
    newPassword === currentPassword
      ? 'Choose a password that differs from the present one.'
      : await checkPassword(newPassword, [site.name, known.name, known.email]);
  if (problem) throw new ShopError('VALIDATION_FAILED', { fields: { newPassword: problem } });
  const passwordHash = await passwords.hash(newPassword);
  return transact(database.writer, async (trx) => {
    const user = await lockUser(trx, database.flavor, userId);
    if (user?.password_hash !== known.password_hash) throw wrongPassword();
    const action = 'account.password-changed';
    await setPassword(trx, { user, passwordHash, action, requestId, now: at });
    return { token: await insertSession(trx, sessionLifetimes, userId, at) };
  });
};
