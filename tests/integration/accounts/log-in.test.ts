import { expect, it } from '@jest/globals';
import { hash as bcryptHash } from 'bcryptjs';
import { findSession } from '../../../storefront/accounts/find-session.ts';
import { logIn } from '../../../storefront/accounts/log-in.ts';
import { hashWithArgon2 } from '../../../storefront/accounts/password-hash.ts';
import { createPasswords } from '../../../storefront/accounts/passwords.ts';
import { createToken, hashToken } from '../../../storefront/accounts/token.ts';
import { addToCart } from '../../../storefront/cart/add-to-cart.ts';
import { insertProduct } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  countRows,
  createAccounts,
  goodPassword,
  insertUser,
  recordStatements,
  startTime,
} from './account-bench.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const email = 'ada@example.com';
const attempt = { email, password: goodPassword, guest: {} };

describeEachDatabase('log-in', (openTestDatabase) => {
  it('starts a session for who knows the password', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);

    const { token } = await logIn(services, attempt);

    expect(
      await findSession(database.writer, services.sessionLifetimes, token, services.now()),
    ).toMatchObject({ userId, email });
  });

  it.each([
    ['a wrong password', { ...attempt, password: 'kelp forest at dusk' }],
    ['an empty password', { ...attempt, password: '' }],
    ['an unknown address', { ...attempt, email: 'eve@example.com' }],
    ['an address that differs by an accent', { ...attempt, email: 'áda@example.com' }],
    ['SQL for an address', { ...attempt, email: "' or 1=1 --" }],
    ['a wildcard for an address', { ...attempt, email: '%' }],
  ])('answers %s alike', async (_, wrong) => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await insertUser(database);

    await expect(logIn(services, wrong)).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
      fields: { password: 'E-mail address or password is not right.' },
    });
    expect(await countRows(database, 'sessions')).toBe(0);
  });

  it('does the same queries and hashings for a wrong password and for no account', async () => {
    const { database, statements } = recordStatements(await openTestDatabase());
    const hashings: string[] = [];
    const passwords = createPasswords({
      hashing: {
        argon2: async () => {
          hashings.push('argon2');
          return false;
        },
        bcrypt: async () => {
          hashings.push('bcrypt');
          return false;
        },
      },
    });
    const services = { ...createAccounts(database).services, passwords };
    await insertUser(database);
    await insertUser(database, {
      email: 'old@example.com',
      password_hash: await bcryptHash('x', 4),
    });
    const run = async (address: string) => {
      statements.length = 0;
      hashings.length = 0;
      await expect(logIn(services, { ...attempt, email: address })).rejects.toMatchObject({
        code: 'LOGIN_FAILED',
      });
      return [...statements, ...hashings];
    };
    // Whether there are imported accounts is asked once in ten minutes, whoever logs in.
    await run('first@example.com');

    const known = await run(email);
    const imported = await run('old@example.com');
    const unknown = await run('eve@example.com');

    expect(known).toEqual(['SelectQueryNode users', 'argon2', 'bcrypt']);
    expect(imported).toEqual(known);
    expect(unknown).toEqual(known);
  });

  it.each([
    ['an imported bcrypt hash', () => bcryptHash(goodPassword, 4)],
    [
      'a hash of an older cost',
      () => hashWithArgon2(goodPassword, { memory: 64, passes: 1, parallelism: 1 }),
    ],
  ])('hashes %s anew, once', async (_, store) => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await insertUser(database, { password_hash: await store() });
    const findHash = async () =>
      (await database.writer.selectFrom('users').select('password_hash').executeTakeFirstOrThrow())
        .password_hash;

    await logIn(services, attempt);
    const after = await findHash();
    await logIn(services, attempt);

    expect(after).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await findHash()).toBe(after);
  });

  it('ends the session that the browser had before', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await insertUser(database);
    const first = await logIn(services, attempt);

    const second = await logIn(services, { ...attempt, guest: { sessionToken: first.token } });

    expect(second.token).not.toBe(first.token);
    expect(
      await findSession(database.writer, services.sessionLifetimes, first.token, services.now()),
    ).toBeUndefined();
  });

  it('starts no session with a password that is changed meanwhile', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await insertUser(database);
    const newHash = await hashWithArgon2('another one', { memory: 64, passes: 1, parallelism: 1 });
    const slow = {
      ...services.passwords,
      verify: async (...args: Parameters<typeof services.passwords.verify>) => {
        const verdict = await services.passwords.verify(...args);
        await database.writer.updateTable('users').set({ password_hash: newHash }).execute();
        return verdict;
      },
    };

    await expect(logIn({ ...services, passwords: slow }, attempt)).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
    });
    expect(await countRows(database, 'sessions')).toBe(0);
  });

  it("makes the guest's cart the shopper's", async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    const productId = await insertProduct(database);
    const { id: variantId } = await database.writer
      .selectFrom('product_variants')
      .select('id')
      .where('product_id', '=', productId)
      .executeTakeFirstOrThrow();
    const cartToken = createToken();
    await addToCart(database, {
      owner: { tokenHash: hashToken(cartToken) },
      variantId,
      quantity: 2,
      now: startTime,
    });

    await logIn(services, { ...attempt, guest: { cartToken } });

    const carts = await database.writer
      .selectFrom('cart_items as i')
      .innerJoin('carts as c', 'c.id', 'i.cart_id')
      .select(['c.user_id', 'i.variant_id', 'i.quantity'])
      .execute();
    expect(carts).toEqual([{ user_id: userId, variant_id: variantId, quantity: 2 }]);
    expect(await countRows(database, 'carts')).toBe(1);
  });
});
