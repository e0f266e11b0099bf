import { ShopError } from '../errors.ts';
import type { AccountServices } from './account-services.ts';
import type { LockedUser } from './lock-user.ts';

/**
 * The row of a shopper who has shown to know the password, as it was then: lock it anew, and see
 * that `password_hash` is still the same, before changing anything.
 * @throws ShopError WRONG_PASSWORD with the field `currentPassword`; BUSY
 */
export const verifyOwnPassword = async (
  { database, passwords }: AccountServices,
  userId: number,
  password: string,
): Promise<LockedUser> => {
  const user = await database.writer
    .selectFrom('users')
    .select(['id', 'email', 'name', 'password_hash'])
    .where('id', '=', userId)
    .executeTakeFirst();
  const { matches } = await passwords.verify(user?.password_hash, password);
  if (!user || !matches) throw wrongPassword();
  return user;
};

export const wrongPassword = (): ShopError =>
  new ShopError('WRONG_PASSWORD', { fields: { currentPassword: 'This is not your password.' } });
