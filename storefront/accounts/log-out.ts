import type { AccountServices } from './account-services.ts';
import { hashToken, isToken } from './token.ts';

/** Ends the session that a token opens, if there is one. */
export const logOut = async ({ database }: AccountServices, token: string): Promise<void> => {
  if (!isToken(token)) return;
  await database.writer.deleteFrom('sessions').where('token_hash', '=', hashToken(token)).execute();
};
