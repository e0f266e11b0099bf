import type { Db } from '../db/open-database.ts';

export type Profile = { readonly email: string; readonly name: string; readonly phone: string };

export const findProfile = (db: Db, userId: number): Promise<Profile | undefined> =>
  db
    .selectFrom('users')
    .select(['email', 'name', 'phone'])
    .where('id', '=', userId)
    .executeTakeFirst();
