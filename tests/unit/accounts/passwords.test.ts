import { describe, expect, it } from '@jest/globals';
import { hash as bcryptHash } from 'bcryptjs';
import {
  hashWithArgon2,
  isOutdated,
  matchesArgon2,
} from '../../../storefront/accounts/password-hash.ts';
import { createPasswords } from '../../../storefront/accounts/passwords.ts';

/** Counts hashings without doing them. */
const countingHashing = () => {
  const counts = { argon2: 0, bcrypt: 0 };
  return {
    counts,
    hashing: {
      argon2: async () => {
        counts.argon2 += 1;
        return true;
      },
      bcrypt: async () => {
        counts.bcrypt += 1;
        return true;
      },
    },
  };
};

const oldCost = { memory: 64, passes: 1, parallelism: 1 };

describe('argon2id hashes', () => {
  it('are PHC strings with a salt of their own', async () => {
    const [one, other] = await Promise.all([hashWithArgon2('ebb'), hashWithArgon2('ebb')]);

    expect(one).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(one).not.toBe(other);
  });

  it('match their password and no other, byte for byte', async () => {
    const stored = await hashWithArgon2('é', oldCost);

    expect(await matchesArgon2(stored, 'é')).toBe(true);
    expect(await matchesArgon2(stored, 'e\u0301')).toBe(false);
    expect(await matchesArgon2(stored, 'é ')).toBe(false);
  });

  it('of the reference implementation are understood', async () => {
    // printf password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32
    const stored =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

    expect(await matchesArgon2(stored, 'password')).toBe(true);
    expect(await matchesArgon2(stored, 'Password')).toBe(false);
  });

  it.each(['', 'x', '$argon2id$v=19$m=1,t=1,p=1$', '$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAA$AAAA'])(
    'are not seen in %j',
    async (stored) => {
      expect(await matchesArgon2(stored, '')).toBe(false);
      expect(isOutdated(stored)).toBe(true);
    },
  );

  it('are outdated once the cost has changed', async () => {
    expect(isOutdated(await hashWithArgon2('ebb', oldCost))).toBe(true);
    expect(isOutdated(await hashWithArgon2('ebb'))).toBe(false);
  });
});

describe('verify', () => {
  it.each(['$2y$', '$2b$', '$2a$'])(
    'knows bcrypt of %s, and wants it hashed anew',
    async (prefix) => {
      const stored = (await bcryptHash('harbour', 4)).replace('$2b$', prefix);
      const passwords = createPasswords();

      expect(await passwords.verify(stored, 'harbour')).toEqual({
        matches: true,
        isOutdated: true,
      });
      expect(await passwords.verify(stored, 'Harbour')).toMatchObject({ matches: false });
    },
  );

  it.each([
    ['an account', async () => hashWithArgon2('ebb', oldCost)],
    ['an imported account', async () => bcryptHash('ebb', 4)],
    ['no account', async () => undefined],
    ['an account nobody can log in to', async () => '!'],
  ])('does one hashing of each kind for %s', async (_, store) => {
    const { counts, hashing } = countingHashing();
    const passwords = createPasswords({ hashing });
    const stored = await store();

    await passwords.verify(stored, 'ebb', { mayBeImported: true });

    expect(counts).toEqual({ argon2: 1, bcrypt: 1 });
  });

  it('never matches where there is no account, whatever the hashing says', async () => {
    const { hashing } = countingHashing();
    const passwords = createPasswords({ hashing });

    for (const stored of [undefined, '', '!']) {
      const { matches } = await passwords.verify(stored, 'ebb', { mayBeImported: true });
      expect(matches).toBe(false);
    }
  });

  it('refuses what comes on top of a full queue with BUSY, and works on after it', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let running = 0;
    let most = 0;
    const hashing = {
      argon2: async () => {
        running += 1;
        most = Math.max(most, running);
        await held;
        running -= 1;
        return true;
      },
      bcrypt: async () => true,
    };
    const passwords = createPasswords({ concurrency: 2, maxWaiting: 3, hashing });

    const accepted = Array.from({ length: 5 }, () => passwords.verify(undefined, 'ebb'));
    await expect(passwords.verify(undefined, 'ebb')).rejects.toMatchObject({
      code: 'BUSY',
      retryAfterSeconds: 2,
    });
    release();
    await Promise.all(accepted);

    expect(most).toBe(2);
    await expect(passwords.verify(undefined, 'ebb')).resolves.toMatchObject({ matches: false });
  });
});
