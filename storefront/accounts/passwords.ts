import { randomBytes } from 'node:crypto';
import { compare as compareBcrypt } from 'bcryptjs';
import { createBoundedQueue } from './bounded-queue.ts';
import { hashWithArgon2, isArgon2Hash, isOutdated, matchesArgon2 } from './password-hash.ts';

export type Passwords = {
  /** @throws ShopError BUSY when too many wait already; so does `verify`. */
  readonly hash: (password: string) => Promise<string>;
  /**
   * Compares a password with what is stored, undefined where there is no such account. Every call
   * does the same work whatever is stored: one argon2id, and with `mayBeImported` one bcrypt.
   */
  readonly verify: (
    stored: string | undefined,
    password: string,
    options?: { readonly mayBeImported?: boolean },
  ) => Promise<{ readonly matches: boolean; readonly isOutdated: boolean }>;
};

type Hashing = {
  readonly argon2: typeof matchesArgon2;
  readonly bcrypt: (password: string, stored: string) => Promise<boolean>;
};

export type PasswordOptions = {
  /** Hashings at a time: each takes a thread of libuv's pool and 19 MiB. */
  readonly concurrency?: number;
  readonly maxWaiting?: number;
  readonly hashing?: Hashing;
};

/** bcrypt as PHP's password_hash and others write it. */
const isBcrypt = (stored: string): boolean => /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(stored);

/** Of no password, at the cost that PHP's password_hash has by itself. */
const bcryptOfNothing = '$2b$10$7EqJtq98hPqEX7fNZaFWoOhi5dMRFFO3gEoHiEg5kIu5LyTeSBu1u';

/** Hashes and verifies passwords, some at a time, so that floods of log-ins leave room for others. */
export const createPasswords = ({
  concurrency = 2,
  maxWaiting = 40,
  hashing = { argon2: matchesArgon2, bcrypt: compareBcrypt },
}: PasswordOptions = {}): Passwords => {
  const enqueue = createBoundedQueue(concurrency, maxWaiting);
  let ofNothing: Promise<string> | undefined;
  const hashOfNothing = () => {
    ofNothing ??= hashWithArgon2(randomBytes(16).toString('hex'));
    return ofNothing;
  };

  return {
    hash: (password) => enqueue(() => hashWithArgon2(password)),
    verify: (stored = '', password, { mayBeImported = false } = {}) =>
      enqueue(async () => {
        const known = isArgon2Hash(stored);
        const byArgon2 = await hashing.argon2(known ? stored : await hashOfNothing(), password);
        const imported = isBcrypt(stored);
        const byBcrypt =
          (mayBeImported || imported) &&
          (await hashing.bcrypt(password, imported ? stored : bcryptOfNothing));
        return {
          matches: (known && byArgon2) || (imported && byBcrypt),
          isOutdated: isOutdated(stored),
        };
      }),
  };
};
