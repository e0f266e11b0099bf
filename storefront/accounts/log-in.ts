import { toTimestamp } from '../db/timestamp.ts';
import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import { insertSession } from './insert-session.ts';
import { lockUser } from './lock-user.ts';
import { mayBeImported } from './may-be-imported.ts';
import { type GuestTokens, takeOverGuest } from './take-over-guest.ts';

export type LogIn = {
  /** Normalised, see `normaliseEmail`. */
  readonly email: string;
  readonly password: string;
  readonly guest: GuestTokens;
};

const logInFailed = () =>
  new ShopError('LOGIN_FAILED', {
    fields: { password: 'E-mail address or password is not right.' },
  });

/**
 * Starts a session for whoever knows the password, and returns its token. A wrong password and an
 * unknown address take the same queries and the same hashing.
 * @throws ShopError LOGIN_FAILED for either of them; BUSY
 */
export const logIn = async (
  { database, passwords, sessionLifetimes, now }: AccountServices,
  { email, password, guest }: LogIn,
): Promise<{ readonly token: string; readonly userId: number }> => {
  const at = now();
  const options = { mayBeImported: await mayBeImported(database, at) };
  const user = await database.writer
    .selectFrom('users')
    .select(['id', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst();
  const { matches, isOutdated } = await passwords.verify(user?.password_hash, password, options);
  if (!user || !matches) throw logInFailed();
  const newHash = isOutdated ? await passwords.hash(password) : undefined;
  return transact(database.writer, async (trx) => {
    // The password may have been changed, and all sessions ended, since it was looked up.
    const locked = await lockUser(trx, database.flavor, user.id);
    if (locked?.password_hash !== user.password_hash) throw logInFailed();
    if (newHash) {
      await trx
        .updateTable('users')
        .set({ password_hash: newHash, updated_at: toTimestamp(at) })
        .where('id', '=', user.id)
        .execute();
    }
    await takeOverGuest(trx, database.flavor, guest, user.id, at);
    return { token: await insertSession(trx, sessionLifetimes, user.id, at), userId: user.id };
  });
};
