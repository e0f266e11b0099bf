import { expect, it } from '@jest/globals';
import { changePassword } from '../../../storefront/accounts/change-password.ts';
import { findSession } from '../../../storefront/accounts/find-session.ts';
import { logIn } from '../../../storefront/accounts/log-in.ts';
import { requestPasswordReset } from '../../../storefront/accounts/request-password-reset.ts';
import { resetPassword } from '../../../storefront/accounts/reset-password.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  countRows,
  createAccounts,
  findActions,
  findMailedToken,
  findMails,
  goodPassword,
  insertUser,
  recordStatements,
} from './account-bench.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const email = 'ada@example.com';
const attempt = { email, password: goodPassword, guest: {} };
const newPassword = 'seven grey seals';
const hourMs = 3_600_000;

describeEachDatabase('changing the password', (openTestDatabase) => {
  it('needs the present one, ends every session and starts a new one', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    const before = await logIn(services, attempt);
    const change = { userId, currentPassword: goodPassword, newPassword, requestId: 'r-1' };

    const { token } = await changePassword(services, change);

    const find = (one: string) =>
      findSession(database.writer, services.sessionLifetimes, one, services.now());
    expect(await find(before.token)).toBeUndefined();
    expect(await find(token)).toMatchObject({ userId });
    await expect(logIn(services, attempt)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    await expect(logIn(services, { ...attempt, password: newPassword })).resolves.toBeDefined();
    expect(await findMails(database)).toMatchObject([
      { kind: 'password-changed', recipient: email },
    ]);
    expect(await findActions(database)).toEqual(['account.password-changed']);
  });

  it.each([
    ['a wrong present one', 'wrong', newPassword, 'WRONG_PASSWORD', 'currentPassword'],
    ['a weak new one', goodPassword, 'password', 'VALIDATION_FAILED', 'newPassword'],
    ['the same new one', goodPassword, goodPassword, 'VALIDATION_FAILED', 'newPassword'],
  ])('changes nothing with %s', async (_, currentPassword, wanted, code, field) => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    const { token } = await logIn(services, attempt);
    const change = { userId, currentPassword, newPassword: wanted, requestId: 'r-1' };

    await expect(changePassword(services, change)).rejects.toMatchObject({
      code,
      fields: { [field]: expect.any(String) },
    });
    expect(
      await findSession(database.writer, services.sessionLifetimes, token, services.now()),
    ).toBeDefined();
    expect(await findMails(database)).toEqual([]);
  });
});

describeEachDatabase('resetting the password', (openTestDatabase) => {
  it('by a mailed link ends every session, and the link with all others', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await insertUser(database);
    await logIn(services, attempt);
    await requestPasswordReset(services, { email });
    const older = await findMailedToken(database);
    await requestPasswordReset(services, { email });
    const token = await findMailedToken(database);

    await resetPassword(services, { token, password: newPassword, requestId: 'r-1' });

    expect(await countRows(database, 'sessions')).toBe(0);
    for (const used of [token, older]) {
      await expect(
        resetPassword(services, { token: used, password: newPassword, requestId: 'r-2' }),
      ).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
    await expect(logIn(services, { ...attempt, password: newPassword })).resolves.toBeDefined();
    expect(await findActions(database)).toEqual(['account.password-reset']);
    expect((await findMails(database)).at(-1)).toMatchObject({ kind: 'password-changed' });
  });

  it('works for one hour', async () => {
    const database = await openTestDatabase();
    const { services, passMs } = createAccounts(database);
    await insertUser(database);
    await requestPasswordReset(services, { email });
    const reset = {
      token: await findMailedToken(database),
      password: newPassword,
      requestId: 'r-1',
    };

    passMs(hourMs);

    await expect(resetPassword(services, reset)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    passMs(-1);
    await expect(resetPassword(services, reset)).resolves.toBeUndefined();
  });

  it('keeps the link when the password is too weak', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await insertUser(database);
    await requestPasswordReset(services, { email });
    const token = await findMailedToken(database);

    await expect(
      resetPassword(services, { token, password: 'ada@example.com', requestId: 'r-1' }),
    ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(
      resetPassword(services, { token, password: newPassword, requestId: 'r-1' }),
    ).resolves.toBeUndefined();
  });

  it('mails no link of a registration or to an address that differs by an accent', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await insertUser(database, { email: 'muller@example.com' });

    await requestPasswordReset(services, { email: 'müller@example.com' });

    expect(await findMails(database)).toEqual([]);
  });

  it('runs the same statements where there is no account, and mails nothing', async () => {
    const { database, statements } = recordStatements(await openTestDatabase());
    const { services } = createAccounts(database);
    await insertUser(database);
    const run = async (address: string) => {
      statements.length = 0;
      await requestPasswordReset(services, { email: address });
      return [...statements];
    };

    const known = await run(email);
    const unknown = await run('eve@example.com');

    expect(unknown).toEqual(known);
    expect(known.length).toBeGreaterThan(3);
    expect(await findMails(database)).toMatchObject([{ kind: 'password-reset', recipient: email }]);
  });
});
