import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { saveAddress } from '../../../storefront/accounts/save-address.ts';
import { createApp } from '../../../storefront/app.tsx';
import { toTimestamp } from '../../../storefront/db/timestamp.ts';
import type { Services } from '../../../storefront/services.ts';
import type { ShopVisitor } from '../../support/shop-visitor.ts';
import { createAccounts } from '../accounts/account-bench.ts';
import { type Access, accessTable, type Owner } from './access-table.ts';
import { type ShopWithAccounts, startShopWithAccounts } from './shop-with-accounts.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

/** Stands in for any service: routes only have to be defined here, never run. */
const anything: unknown = new Proxy(() => anything, {
  get: (_, key) => (key === Symbol.iterator ? [][Symbol.iterator] : anything),
  apply: () => anything,
});

const findRoutes = (): readonly string[] => {
  const { routes } = createApp(anything as Services);
  // Middleware stands among them as ALL.
  return [
    ...new Set(
      routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path}`),
    ),
  ];
};

describe('who may do what', () => {
  let shop: ShopWithAccounts;
  let ownerId: number;
  let owner: Owner;
  const visitors = {} as Record<'guest' | 'other' | 'owner', ShopVisitor>;

  beforeAll(async () => {
    shop = await startShopWithAccounts();
    ownerId = await shop.addShopper('owner@example.com', 'Owner');
    const { services } = createAccounts(shop.database);
    const fields = {
      name: 'Owner',
      line1: '1 Quay Street',
      line2: '',
      city: 'Port Ebb',
      region: '',
      postcode: '04101',
      country: 'US',
      phone: '',
    };
    await saveAddress(services, { userId: ownerId, fields, isDefault: true });
    const { id: addressId } = await shop.database.writer
      .selectFrom('addresses')
      .select('id')
      .executeTakeFirstOrThrow();
    const at = toTimestamp(new Date());
    const orderReference = 'abcdefghijklmnopqrstuvwxyz';
    const { insertId } = await shop.database.writer
      .insertInto('orders')
      .values({
        ...fields,
        reference: orderReference,
        user_id: ownerId,
        status: 'confirmed',
        idempotency_key: orderReference,
        request_hash: '',
        currency: 'USD',
        subtotal_minor: 1000,
        delivery_minor: 500,
        tax_minor: 0,
        total_minor: 1500,
        delivery_method: 'standard',
        email: 'owner@example.com',
        placed_at: at,
        updated_at: at,
      })
      .executeTakeFirstOrThrow();
    await shop.database.writer
      .insertInto('payments')
      .values({
        order_id: Number(insertId),
        provider: 'on-delivery',
        provider_reference: null,
        status: 'due',
        amount_minor: 1500,
        currency: 'USD',
        created_at: at,
        updated_at: at,
        expires_at: null,
      })
      .execute();
    owner = { addressId, orderReference };
    visitors.guest = shop.visitor();
    visitors.other = await shop.logIn(await shop.addShopper('other@example.com', 'Other'));
    visitors.owner = await shop.logIn(ownerId);
  });

  afterAll(() => shop.stop());

  it('is told for every route of the shop, and for no other', () => {
    expect(Object.keys(accessTable).toSorted()).toEqual(findRoutes().toSorted());
  });

  const ask = async (route: string, access: Access, who: keyof typeof visitors) => {
    const [method, pattern = ''] = route.split(' ');
    const path = access.path?.(owner) ?? pattern;
    const visitor = visitors[who];
    const response =
      method === 'GET' ? await visitor.get(path) : await visitor.post(path, { ...access.form });
    return { response, body: await response.text() };
  };

  /** Everything the owner has, as the database holds it. */
  const ownedRows = async () => {
    const { writer } = shop.database;
    return JSON.stringify([
      await writer.selectFrom('users').selectAll().where('id', '=', ownerId).execute(),
      await writer.selectFrom('addresses').selectAll().where('user_id', '=', ownerId).execute(),
      await writer.selectFrom('orders').selectAll().where('user_id', '=', ownerId).execute(),
      await writer.selectFrom('payments').selectAll().execute(),
    ]);
  };

  it.each(Object.entries(accessTable))('%s', async (route, access) => {
    const before = await ownedRows();
    for (const who of ['guest', 'other'] as const) {
      const { response, body } = await ask(route, access, who);
      expect([who, response.status]).toEqual([who, access[who]]);
      expect(body).not.toMatch(/owner@example|Quay Street/);
      if (access.guest === 303 && who === 'guest' && route.includes('/account')) {
        expect(response.headers.get('location')).toMatch(/^\/login\?next=%2Faccount/);
      }
    }
    expect(await ownedRows()).toBe(before);

    const { response } = await ask(route, access, 'owner');
    expect(['owner', response.status]).toEqual(['owner', access.owner]);
    if (/ \/(account|login|register|reset|forgot|logout|cart|checkout|orders)/.test(route)) {
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    }
  });

  it('changes nothing by GET', async () => {
    const { other, owner: own } = visitors;
    for (const visitor of [other, own]) visitor.cookies.clear();
    const session = (await shop.logIn(ownerId)).cookies.get('session') ?? '';
    const dump = async () => {
      const { writer } = shop.database;
      return JSON.stringify([
        await ownedRows(),
        await writer.selectFrom('sessions').selectAll().execute(),
        await writer.selectFrom('account_tokens').selectAll().execute(),
        await writer.selectFrom('outbox_messages').select(['message_id', 'kind']).execute(),
        await writer.selectFrom('carts').selectAll().execute(),
        await writer.selectFrom('audit_log').selectAll().execute(),
      ]);
    };
    const before = await dump();

    for (const [route, { path }] of Object.entries(accessTable)) {
      const [, pattern = ''] = route.split(' ');
      const visitor = shop.visitor({ session });
      const { status } = await visitor.get(path?.(owner) ?? pattern);
      expect([route, status < 500]).toEqual([route, true]);
    }

    expect(await dump()).toBe(before);
  });
});
