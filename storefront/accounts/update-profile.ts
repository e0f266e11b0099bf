import { toTimestamp } from '../db/timestamp.ts';
import type { AccountServices } from './account-services.ts';

export type UpdateProfile = {
  readonly userId: number;
  readonly name: string;
  readonly phone: string;
};

export const updateProfile = async (
  { database, now }: AccountServices,
  { userId, name, phone }: UpdateProfile,
): Promise<void> => {
  await database.writer
    .updateTable('users')
    .set({ name, phone, updated_at: toTimestamp(now()) })
    .where('id', '=', userId)
    .execute();
};
