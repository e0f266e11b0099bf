import type { Transaction } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { ShopError } from '../errors.ts';
import { createToken, hashToken, isToken } from './token.ts';

/** What a link in a mail is good for, and for how long. */
export const tokenLifetimesMs = {
  registration: 24 * 60 * 60_000,
  'password-reset': 60 * 60_000,
  'email-change': 60 * 60_000,
} as const;

export type TokenPurpose = keyof typeof tokenLifetimesMs;

type NewToken = {
  readonly purpose: TokenPurpose;
  readonly email: string;
  readonly userId: number | null;
  readonly now: Date;
};

/** Stores a new token of a mailed link; returns it with an id that names the mail. */
export const insertAccountToken = async (
  trx: Transaction<Schema>,
  { purpose, email, userId, now }: NewToken,
): Promise<{ readonly token: string; readonly messageId: string }> => {
  const token = createToken();
  const tokenHash = hashToken(token);
  await trx
    .insertInto('account_tokens')
    .values({
      purpose,
      email,
      user_id: userId,
      token_hash: tokenHash,
      created_at: toTimestamp(now),
      expires_at: toTimestamp(new Date(now.getTime() + tokenLifetimesMs[purpose])),
    })
    .execute();
  // Not the token and nothing to guess it by: message ids are shown to everyone on the way.
  return { token, messageId: `${purpose}-${hashToken(tokenHash).slice(0, 32)}` };
};

export type AccountToken = { readonly email: string; readonly userId: number | null };

/** What a mailed link is about, without using it up. @throws ShopError TOKEN_INVALID */
export const getAccountToken = async (
  db: Db,
  purpose: TokenPurpose,
  token: string,
  now: Date,
): Promise<AccountToken> => {
  const row = isToken(token)
    ? await db
        .selectFrom('account_tokens')
        .select(['email', 'user_id'])
        .where('token_hash', '=', hashToken(token))
        .where('purpose', '=', purpose)
        .where('expires_at', '>', toTimestamp(now))
        .executeTakeFirst()
    : undefined;
  if (!row) throw new ShopError('TOKEN_INVALID');
  return { email: row.email, userId: row.user_id };
};

/**
 * Uses a token up, and with it every other of its purpose that was sent to the same address: of two
 * links used at the same moment one wins. @throws ShopError TOKEN_INVALID
 */
export const consumeAccountToken = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  purpose: TokenPurpose,
  token: string,
  now: Date,
): Promise<AccountToken> => {
  const { email } = await getAccountToken(trx, purpose, token, now);
  const rows = await trx
    .selectFrom('account_tokens')
    .select(['id', 'token_hash', 'user_id'])
    .where('email', '=', email)
    .where('purpose', '=', purpose)
    .orderBy('id')
    .modifyEnd(flavor.forUpdate)
    .execute();
  const own = rows.find(({ token_hash }) => token_hash === hashToken(token));
  if (!own) throw new ShopError('TOKEN_INVALID');
  await trx
    .deleteFrom('account_tokens')
    .where('email', '=', email)
    .where('purpose', '=', purpose)
    .execute();
  return { email, userId: own.user_id };
};
