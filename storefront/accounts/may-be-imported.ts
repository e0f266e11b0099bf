import type { Database } from '../db/open-database.ts';

const recheckMs = 10 * 60_000;

type Answer = { readonly at: number; readonly value: Promise<boolean> };

const answers = new WeakMap<Database, Answer>();

/**
 * True while any account still has the bcrypt hash it was imported with, as known at most ten minutes
 * ago. Only then does every log-in pay for a bcrypt as well, so that imported accounts answer in the
 * same time as others and as none.
 */
export const mayBeImported = (database: Database, now: Date): Promise<boolean> => {
  const known = answers.get(database);
  if (known && Math.abs(now.getTime() - known.at) < recheckMs) return known.value;
  const value = database.writer
    .selectFrom('users')
    .select('id')
    .where('password_hash', 'like', '$2%')
    .limit(1)
    .executeTakeFirst()
    .then((user) => user !== undefined);
  value.catch(() => answers.delete(database));
  answers.set(database, { at: now.getTime(), value });
  return value;
};
