import { expect, it } from '@jest/globals';
import { findSession } from '../../../storefront/accounts/find-session.ts';
import { register } from '../../../storefront/accounts/register.ts';
import { requestRegistration } from '../../../storefront/accounts/request-registration.ts';
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

const email = 'müller@example.com';
const hourMs = 3_600_000;
const person = { name: 'Jo Müller', password: goodPassword, guest: {}, requestId: 'r-1' };

describeEachDatabase('registration', (openTestDatabase) => {
  it('makes an account for who holds the mailed link, and logs them in', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);

    await requestRegistration(services, { email, next: '/account' });
    expect(await countRows(database, 'users')).toBe(0);
    const { token, userId } = await register(services, {
      ...person,
      token: await findMailedToken(database),
    });

    const shopper = await findSession(
      database.writer,
      services.sessionLifetimes,
      token,
      services.now(),
    );
    expect(shopper).toMatchObject({ userId, email, name: 'Jo Müller', role: 'shopper' });
    expect(await findMails(database)).toMatchObject([{ kind: 'registration', recipient: email }]);
    expect(await findActions(database)).toEqual(['account.registered']);
  });

  it('stores neither the token of the link nor that of the session', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await requestRegistration(services, { email, next: '/account' });
    const link = await findMailedToken(database);
    const stored = await database.writer.selectFrom('account_tokens').selectAll().execute();

    const session = await register(services, { ...person, token: link });

    const sessions = await database.writer.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(link);
    expect(JSON.stringify(sessions)).not.toContain(session.token);
    const audit = await database.writer.selectFrom('audit_log').selectAll().execute();
    expect(JSON.stringify(audit)).not.toMatch(/argon2|müller|kelp/i);
  });

  it('takes a link once, and every older link to the same address with it', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await requestRegistration(services, { email, next: '/account' });
    const older = await findMailedToken(database);
    await requestRegistration(services, { email, next: '/account' });
    const newer = await findMailedToken(database);

    const outcomes = await Promise.allSettled([
      register(services, { ...person, token: older }),
      register(services, { ...person, token: newer }),
      register(services, { ...person, token: newer }),
    ]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason.code).toBe('TOKEN_INVALID');
    }
    expect(await countRows(database, 'users')).toBe(1);
  });

  it('refuses a link after a day, and one that was never sent', async () => {
    const database = await openTestDatabase();
    const { services, passMs } = createAccounts(database);
    await requestRegistration(services, { email, next: '/account' });
    const token = await findMailedToken(database);
    passMs(24 * hourMs);

    for (const tried of [token, 'x'.repeat(43), '', "' or 1=1 --"]) {
      await expect(register(services, { ...person, token: tried })).rejects.toMatchObject({
        code: 'TOKEN_INVALID',
      });
    }
  });

  it('keeps the link when the password is not good enough', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await requestRegistration(services, { email, next: '/account' });
    const token = await findMailedToken(database);

    await expect(
      register(services, { ...person, token, password: 'tidemarket' }),
    ).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields: { password: expect.anything() } });
    await expect(register(services, { ...person, token })).resolves.toBeDefined();
  });

  it('refuses a link once the address has got an account in another way', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    await requestRegistration(services, { email, next: '/account' });
    await insertUser(database, { email });

    await expect(
      register(services, { ...person, token: await findMailedToken(database) }),
    ).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  });

  it('runs the same statements for a taken address, and tells it by mail alone', async () => {
    const { database, statements } = recordStatements(await openTestDatabase());
    const { services } = createAccounts(database);
    await insertUser(database, { email });
    const run = async (address: string) => {
      statements.length = 0;
      await requestRegistration(services, { email: address, next: '/account' });
      return [...statements];
    };

    const taken = await run(email);
    const free = await run('muller@example.com');

    expect(free).toEqual(taken);
    expect(free.length).toBeGreaterThan(2);
    expect(await findMails(database)).toMatchObject([
      { kind: 'registration-taken', recipient: email, token: '' },
      { kind: 'registration', recipient: 'muller@example.com' },
    ]);
  });
});
