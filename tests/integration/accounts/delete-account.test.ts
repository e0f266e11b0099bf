import { expect, it } from '@jest/globals';
import { deleteAccount } from '../../../storefront/accounts/delete-account.ts';
import { logIn } from '../../../storefront/accounts/log-in.ts';
import { requestPasswordReset } from '../../../storefront/accounts/request-password-reset.ts';
import { saveAddress } from '../../../storefront/accounts/save-address.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { toTimestamp } from '../../../storefront/db/timestamp.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import {
  countRows,
  createAccounts,
  findActions,
  goodPassword,
  insertUser,
  startTime,
} from './account-bench.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const address = {
  name: 'Ada Lovelace',
  line1: '1 Quay Street',
  line2: 'Flat 2',
  city: 'Port Ebb',
  region: 'ME',
  postcode: '04101',
  country: 'US',
  phone: '+1 555 010 0199',
};

const insertOrder = async ({ writer }: Database, userId: number | null, status: string) => {
  const at = toTimestamp(startTime);
  const reference = `order-${status}-${userId}`;
  await writer
    .insertInto('orders')
    .values({
      reference,
      user_id: userId,
      status,
      idempotency_key: reference,
      request_hash: '',
      currency: 'USD',
      subtotal_minor: 1000,
      delivery_minor: 500,
      tax_minor: 0,
      total_minor: 1500,
      delivery_method: 'standard',
      email: 'ada@example.com',
      ...address,
      placed_at: at,
      updated_at: at,
    })
    .execute();
};

const ask = (userId: number) => ({ userId, currentPassword: goodPassword, requestId: 'r-1' });

describeEachDatabase('deleting an account', (openTestDatabase) => {
  it('erases the person and keeps the sums of orders', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database, { name: 'Ada Lovelace' });
    await logIn(services, { email: 'ada@example.com', password: goodPassword, guest: {} });
    await saveAddress(services, { userId, fields: address, isDefault: true });
    await requestPasswordReset(services, { email: 'ada@example.com' });
    for (const status of ['shipped', 'cancelled', 'expired']) {
      await insertOrder(database, userId, status);
    }

    await deleteAccount(services, ask(userId));

    const { writer } = database;
    for (const table of ['users', 'sessions', 'addresses', 'account_tokens'] as const) {
      expect([table, await countRows(database, table)]).toEqual([table, 0]);
    }
    const orders = await writer.selectFrom('orders').selectAll().execute();
    expect(orders).toHaveLength(3);
    for (const order of orders) {
      expect(order).toMatchObject({
        user_id: null,
        total_minor: 1500,
        country: 'US',
        email: 'erased',
      });
    }
    const everything = JSON.stringify([
      orders,
      await writer.selectFrom('audit_log').selectAll().execute(),
      await writer.selectFrom('outbox_messages').selectAll().execute(),
    ]);
    expect(everything).not.toMatch(/ada|lovelace|quay|flat 2|port ebb|04101|555/i);
    expect(await findActions(database)).toEqual(['account.deleted']);
  });

  it.each(['pending', 'confirmed'])('waits until a %s order is done with', async (status) => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    await insertOrder(database, userId, status);

    await expect(deleteAccount(services, ask(userId))).rejects.toMatchObject({
      code: 'OPEN_ORDERS',
      fields: { form: expect.any(String) },
    });
    expect(await countRows(database, 'users')).toBe(1);
  });

  it('needs the password', async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);

    await expect(
      deleteAccount(services, { ...ask(userId), currentPassword: 'wrong' }),
    ).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
    expect(await countRows(database, 'users')).toBe(1);
  });

  it("leaves other shoppers and their orders alone, and guests' too", async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    const eveId = await insertUser(database, { email: 'eve@example.com' });
    await insertOrder(database, eveId, 'shipped');
    await insertOrder(database, null, 'pending');

    await deleteAccount(services, ask(userId));

    expect(await countRows(database, 'users')).toBe(1);
    const orders = await database.writer.selectFrom('orders').select('line1').execute();
    expect(orders).toEqual([{ line1: '1 Quay Street' }, { line1: '1 Quay Street' }]);
  });
});
