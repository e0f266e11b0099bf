import { expect, it } from '@jest/globals';
import { findSession } from '../../../storefront/accounts/find-session.ts';
import { findSessions } from '../../../storefront/accounts/find-sessions.ts';
import { logIn } from '../../../storefront/accounts/log-in.ts';
import { logOut } from '../../../storefront/accounts/log-out.ts';
import { logOutEverywhere } from '../../../storefront/accounts/log-out-everywhere.ts';
import { pruneAccounts } from '../../../storefront/accounts/prune-accounts.ts';
import { requestPasswordReset } from '../../../storefront/accounts/request-password-reset.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  countRows,
  createAccounts,
  findActions,
  goodPassword,
  insertUser,
} from './account-bench.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const minuteMs = 60_000;
const dayMs = 86_400_000;
const attempt = { email: 'ada@example.com', password: goodPassword, guest: {} };

const start = async (database: Database) => {
  const accounts = createAccounts(database);
  const userId = await insertUser(database);
  const { token } = await logIn(accounts.services, attempt);
  const { services } = accounts;
  return {
    ...accounts,
    userId,
    token,
    isOpen: async (one = token) =>
      (await findSession(database.writer, services.sessionLifetimes, one, services.now())) !==
      undefined,
    lastSeen: async () =>
      (await database.writer.selectFrom('sessions').select('last_seen_at').executeTakeFirst())
        ?.last_seen_at,
  };
};

describeEachDatabase('sessions', (openTestDatabase) => {
  it('end after fourteen days without use', async () => {
    const { isOpen, passMs } = await start(await openTestDatabase());

    passMs(14 * dayMs - 1);
    expect(await isOpen()).toBe(true);
    passMs(14 * dayMs);
    expect(await isOpen()).toBe(false);
  });

  it('end after ninety days, however much they are used', async () => {
    const { isOpen, passMs } = await start(await openTestDatabase());

    for (let days = 0; days < 80; days += 10) {
      passMs(10 * dayMs);
      expect(await isOpen()).toBe(true);
    }
    passMs(10 * dayMs - 1);
    expect(await isOpen()).toBe(true);
    passMs(1);
    expect(await isOpen()).toBe(false);
  });

  it('write down their use at most once in five minutes', async () => {
    const { isOpen, passMs, lastSeen } = await start(await openTestDatabase());
    const atFirst = await lastSeen();

    passMs(5 * minuteMs - 1);
    await isOpen();
    expect(await lastSeen()).toBe(atFirst);

    passMs(1);
    await isOpen();
    expect(await lastSeen()).toBe('2026-03-04 05:11:07.089');
  });

  it('end at log-out, and others go on', async () => {
    const { services, token, isOpen } = await start(await openTestDatabase());
    const other = await logIn(services, attempt);

    await logOut(services, token);
    await logOut(services, token);
    await logOut(services, "' or 1=1 --");

    expect(await isOpen()).toBe(false);
    expect(await isOpen(other.token)).toBe(true);
  });

  it('end everywhere at once, and only those of the shopper', async () => {
    const database = await openTestDatabase();
    const { services, userId, token, isOpen } = await start(database);
    const again = await logIn(services, attempt);
    await insertUser(database, { email: 'eve@example.com' });
    const eve = await logIn(services, { ...attempt, email: 'eve@example.com' });

    await logOutEverywhere(services, { userId, requestId: 'r-1' });

    expect(await Promise.all([token, again.token, eve.token].map(isOpen))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await findActions(database)).toEqual(['account.logged-out-everywhere']);
  });

  it('are listed for their shopper, the newest first', async () => {
    const database = await openTestDatabase();
    const { services, userId, passMs } = await start(database);
    passMs(dayMs);
    await logIn(services, attempt);

    const list = await findSessions(database.writer, userId, services.now());

    expect(list.map(({ startedAt }) => startedAt.toISOString())).toEqual([
      '2026-03-05T05:06:07.089Z',
      '2026-03-04T05:06:07.089Z',
    ]);
    expect(await findSessions(database.writer, userId + 1, services.now())).toEqual([]);
  });

  it.each(['', 'x', 'x'.repeat(43), "' or 1=1 --", '%'])('are not opened by %j', async (token) => {
    const { isOpen } = await start(await openTestDatabase());

    expect(await isOpen(token)).toBe(false);
  });

  it('are pruned once they have expired, and so are mailed links', async () => {
    const database = await openTestDatabase();
    const { services, passMs } = await start(database);
    await requestPasswordReset(services, { email: 'ada@example.com' });
    passMs(13 * dayMs);
    await logIn(services, attempt);
    await requestPasswordReset(services, { email: 'ada@example.com' });
    passMs(dayMs - 24 * 60 * minuteMs + 1);
    passMs(dayMs - 1);

    expect(await pruneAccounts(database.writer, services.now())).toEqual({
      sessions: 1,
      tokens: 2,
    });
    expect(await countRows(database, 'sessions')).toBe(1);
    expect(await pruneAccounts(database.writer, services.now())).toEqual({
      sessions: 0,
      tokens: 0,
    });
  });
});
