import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  applicationPassword,
  type MigrationBench,
  type Shop,
  smallMigrations,
  startMigrationBench,
} from './migration-bench.ts';

let bench: MigrationBench;
const few = { migrations: smallMigrations('0001-a', '0002-b') };

beforeAll(async () => {
  bench = await startMigrationBench();
});

afterAll(() => bench.stop());

const preparedShop = async (): Promise<Shop> => {
  const shop = bench.newShop();
  await shop.run({}, few);
  return shop;
};

const grantsOf = async (user: string): Promise<readonly string[]> =>
  (await bench.query(`show grants for ${user}@'%'`))
    .flatMap((row) => Object.values(row).map(String))
    .map((line) => line.replace(/ IDENTIFIED BY PASSWORD '[^']*'/, ''))
    .sort();

/** What a user of this shop is to have, and no more. */
const exactly = (shop: Shop, user: string): readonly string[] => [
  `GRANT SELECT, INSERT, UPDATE, DELETE ON \`${shop.database}\`.* TO \`${user}\`@\`%\``,
  `GRANT USAGE ON *.* TO \`${user}\`@\`%\` REQUIRE SSL`,
];

const usersOf = async (shop: Shop): Promise<readonly string[]> => {
  const result = await shop.run({}, few);
  if (result.outcome !== 'done') throw new Error(result.outcome);
  return result.users;
};

/** Changes what the application's secret says. */
const change = (shop: Shop, values: Record<string, unknown>) =>
  shop.values.set('application', { ...shop.values.get('application'), ...values });

describe("the application's users", () => {
  it.each([
    ['quotes and backslashes', applicationPassword],
    ['other scripts', 'пароль-密码-🦀'],
    ['placeholders', '?? ? :name $1 %s'],
    ['only a backslash', '\\'],
  ])('log in with a password of %s', async (_name, password) => {
    const shop = bench.newShop();
    change(shop, { password });

    await shop.run({}, few);

    const connection = await bench.connectAs(shop.user, password, shop.database);
    await expect(connection.query('select 1 from t0001')).resolves.toBeDefined();
    await connection.end();
  });

  it("get the secret's password only when the one they have does not work", async () => {
    const shop = await preparedShop();

    change(shop, { password: 'another' });
    const changed = await usersOf(shop);
    const again = await usersOf(shop);

    expect(changed).toEqual([`set the password of ${shop.user}`]);
    expect(again).toEqual([]);
    await expect(bench.connectAs(shop.user, applicationPassword)).rejects.toMatchObject({
      code: 'ER_ACCESS_DENIED_ERROR',
    });
  });

  it('require TLS again', async () => {
    const shop = await preparedShop();
    await bench.query(`alter user ${shop.user}@'%' require none`);

    expect(await usersOf(shop)).toEqual([`require TLS of ${shop.user}`]);
    expect(await grantsOf(shop.user)).toEqual(exactly(shop, shop.user));
  });

  it.each([
    ['all on their own database', 'grant all on OWN.* to USER'],
    ['all with the right to pass it on', 'grant all on OWN.* to USER with grant option'],
    ['rights on the whole server', 'grant process, reload, select on *.* to USER'],
    ['rights on another database', 'grant select, drop on mysql.* to USER'],
    ['rights on a table', 'grant select, alter on OWN.t0001 to USER with grant option'],
    ['rights on columns', 'grant select (id), update (id) on OWN.t0001 to USER'],
    ['a routine', 'create procedure OWN.p() select 1; grant execute on procedure OWN.p to USER'],
    ['a role', 'create role boss; grant boss to ADMIN with admin option; grant boss to USER'],
    ['too few rights', 'revoke insert, delete on OWN.* from USER'],
    ['none at all', 'revoke all privileges, grant option from USER'],
  ])('have exactly their rights again after %s', async (_name, statements) => {
    const shop = await preparedShop();
    await bench.query(
      statements
        .replaceAll('OWN', shop.database)
        .replaceAll('USER', `${shop.user}@'%'`)
        .replaceAll('ADMIN', `admin@'%'`),
    );
    expect(await grantsOf(shop.user)).not.toEqual(exactly(shop, shop.user));

    const changes = await usersOf(shop);

    expect(changes).not.toEqual([]);
    expect(await grantsOf(shop.user)).toEqual(exactly(shop, shop.user));
    expect(await usersOf(shop)).toEqual([]);
  });

  it('never lack a right while their drift is corrected', async () => {
    const shop = await preparedShop();
    await bench.query(`grant all on ${shop.database}.* to ${shop.user}@'%'`);
    const connection = await bench.connectAs(shop.user, applicationPassword, shop.database);
    let failures = 0;
    let tries = 0;
    let correcting = true;
    const hammer = (async () => {
      while (correcting) {
        tries += 1;
        await connection.query('insert ignore into t0001 (id) values (1)').catch(() => {
          failures += 1;
        });
      }
    })();

    await usersOf(shop).finally(() => {
      correcting = false;
    });
    await hammer;
    await connection.end();

    expect(tries).toBeGreaterThan(0);
    expect(failures).toBe(0);
  });

  it('are treated alike: the other of the two has the same rights and keeps its password', async () => {
    const shop = await preparedShop();
    await bench.query(`create user ${shop.sibling}@'%' identified by 'of-the-rotation'`);
    await bench.query(`grant drop on ${shop.database}.* to ${shop.sibling}@'%'`);

    await usersOf(shop);

    expect(await grantsOf(shop.sibling)).toEqual(exactly(shop, shop.sibling));
    const connection = await bench.connectAs(shop.sibling, 'of-the-rotation', shop.database);
    await connection.end();
    change(shop, { username: shop.sibling, password: 'of-the-rotation' });
    expect(await usersOf(shop)).toEqual([]);
  });
});
