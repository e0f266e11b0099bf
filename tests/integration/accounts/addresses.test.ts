import { expect, it } from '@jest/globals';
import { deleteAddress } from '../../../storefront/accounts/delete-address.ts';
import { findAddress, findAddresses } from '../../../storefront/accounts/find-addresses.ts';
import { maxAddresses, saveAddress } from '../../../storefront/accounts/save-address.ts';
import { setDefaultAddress } from '../../../storefront/accounts/set-default-address.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { createAccounts, insertUser } from './account-bench.ts';

const fields = {
  name: 'Ada',
  line1: '1 Quay Street',
  line2: '',
  city: 'Port Ebb',
  region: 'ME',
  postcode: '04101',
  country: 'US',
  phone: '',
};

describeEachDatabase('addresses', (openTestDatabase) => {
  const start = async () => {
    const database = await openTestDatabase();
    const { services } = createAccounts(database);
    const userId = await insertUser(database);
    const add = (city: string, isDefault = false) =>
      saveAddress(services, { userId, fields: { ...fields, city }, isDefault });
    const list = async (of = userId) =>
      (await findAddresses(database.writer, of)).map(({ city, isDefault }) => [city, isDefault]);
    const idOf = async (wanted: string) =>
      (await findAddresses(database.writer, userId)).find(({ city }) => city === wanted)?.id ?? 0;
    return { database, services, userId, add, list, idOf };
  };

  it('have one default: the first, until another one is chosen', async () => {
    const { services, userId, add, list, idOf } = await start();

    await add('A');
    await add('B');
    expect(await list()).toEqual([
      ['A', true],
      ['B', false],
    ]);

    await add('C', true);
    expect(await list()).toEqual([
      ['C', true],
      ['A', false],
      ['B', false],
    ]);

    await setDefaultAddress(services, { userId, id: await idOf('B') });
    expect(await list()).toEqual([
      ['B', true],
      ['A', false],
      ['C', false],
    ]);
  });

  it('pass the default on to the oldest that is left', async () => {
    const { services, userId, add, list, idOf } = await start();
    await add('A');
    await add('B');
    await add('C', true);

    await deleteAddress(services, { userId, id: await idOf('C') });
    expect(await list()).toEqual([
      ['A', true],
      ['B', false],
    ]);

    await deleteAddress(services, { userId, id: await idOf('B') });
    await deleteAddress(services, { userId, id: await idOf('A') });
    expect(await list()).toEqual([]);
  });

  it('stay the default when they are edited', async () => {
    const { services, userId, add, list, idOf } = await start();
    await add('A');

    const id = await idOf('A');
    await saveAddress(services, { userId, id, fields: { ...fields, city: 'Z' }, isDefault: false });

    expect(await list()).toEqual([['Z', true]]);
  });

  it('are twenty at most, however many are added at once', async () => {
    const { add, list } = await start();

    const outcomes = await Promise.allSettled(
      Array.from({ length: maxAddresses + 5 }, (_, index) => add(`City ${index}`)),
    );

    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refusals).toHaveLength(5);
    for (const { reason } of refusals) expect(reason.code).toBe('TOO_MANY_ADDRESSES');
    const kept = await list();
    expect(kept).toHaveLength(maxAddresses);
    expect(kept.filter(([, isDefault]) => isDefault)).toHaveLength(1);
  });

  it('of another shopper cannot be read, changed or deleted', async () => {
    const { database, services, add, list, idOf, userId } = await start();
    const eveId = await insertUser(database, { email: 'eve@example.com' });
    await add('A');
    const id = await idOf('A');

    expect(await findAddress(database.writer, eveId, id)).toBeUndefined();
    for (const attack of [
      saveAddress(services, { userId: eveId, id, fields, isDefault: true }),
      setDefaultAddress(services, { userId: eveId, id }),
      deleteAddress(services, { userId: eveId, id }),
    ]) {
      await expect(attack).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await list(userId)).toEqual([['A', true]]);
    expect(await list(eveId)).toEqual([]);
  });
});
