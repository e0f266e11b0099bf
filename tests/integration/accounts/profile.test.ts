import { expect, it } from '@jest/globals';
import { changeEmail } from '../../../storefront/accounts/change-email.ts';
import { findProfile } from '../../../storefront/accounts/find-profile.ts';
import { requestEmailChange } from '../../../storefront/accounts/request-email-change.ts';
import { requestPasswordReset } from '../../../storefront/accounts/request-password-reset.ts';
import { resetPassword } from '../../../storefront/accounts/reset-password.ts';
import { updateProfile } from '../../../storefront/accounts/update-profile.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  createAccounts,
  findActions,
  findMailedToken,
  findMails,
  goodPassword,
  insertUser,
  recordStatements,
} from './account-bench.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const newEmail = 'countess@example.com';

describeEachDatabase('profile', (openTestDatabase) => {
  it('keeps a new name and phone', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    const otherId = await insertUser(database, { email: 'eve@example.com', name: 'Eve' });

    await updateProfile(services, { userId, name: 'Ada 🐟', phone: '+1 555 010 0199' });

    expect(await findProfile(database.writer, userId)).toMatchObject({
      name: 'Ada 🐟',
      phone: '+1 555 010 0199',
    });
    expect(await findProfile(database.writer, otherId)).toMatchObject({ name: 'Eve', phone: '' });
  });

  it('changes the address by a link to the new one, and tells the one before', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    await requestPasswordReset(services, { email: 'ada@example.com' });
    const resetToken = await findMailedToken(database);

    await requestEmailChange(services, { userId, newEmail, currentPassword: goodPassword });
    const token = await findMailedToken(database);
    expect(await findProfile(database.writer, userId)).toMatchObject({ email: 'ada@example.com' });
    await changeEmail(services, { token, userId, requestId: 'r-1' });

    expect(await findProfile(database.writer, userId)).toMatchObject({ email: newEmail });
    expect(await findMails(database)).toMatchObject([
      { kind: 'password-reset' },
      { kind: 'email-change', recipient: newEmail },
      { kind: 'email-changed', recipient: 'ada@example.com' },
    ]);
    expect(await findActions(database)).toEqual(['account.email-changed']);
    await expect(
      resetPassword(services, { token: resetToken, password: 'seven seals', requestId: 'r-2' }),
    ).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('needs the password to change the address', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);

    await expect(
      requestEmailChange(services, { userId, newEmail, currentPassword: 'wrong' }),
    ).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
    expect(await findMails(database)).toEqual([]);
  });

  it("refuses a link that another shopper's account asked for", async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    const eveId = await insertUser(database, { email: 'eve@example.com' });
    await requestEmailChange(services, { userId: eveId, newEmail, currentPassword: goodPassword });
    const token = await findMailedToken(database);

    await expect(changeEmail(services, { token, userId, requestId: 'r-1' })).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    expect(await findProfile(database.writer, userId)).toMatchObject({ email: 'ada@example.com' });
  });

  it('runs the same statements for an address that is taken, and mails it another text', async () => {
    const { database, statements } = recordStatements(await openTestDatabase());
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    await insertUser(database, { email: 'eve@example.com' });
    const run = async (address: string) => {
      statements.length = 0;
      await requestEmailChange(services, {
        userId,
        newEmail: address,
        currentPassword: goodPassword,
      });
      return [...statements];
    };

    expect(await run(newEmail)).toEqual(await run('eve@example.com'));
    expect(await findMails(database)).toMatchObject(
      [{ kind: 'email-change-taken', token: '' }, { kind: 'email-change' }].toReversed(),
    );
  });

  it('refuses the link once the new address has got an account', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    await requestEmailChange(services, { userId, newEmail, currentPassword: goodPassword });
    await insertUser(database, { email: newEmail });

    await expect(
      changeEmail(services, {
        token: await findMailedToken(database),
        userId,
        requestId: 'r-1',
      }),
    ).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  });
});
