import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../../storefront/db/schema.ts';
import { transact } from '../../../storefront/db/transact.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { insertVariant, stockOf } from '../../support/shopping.ts';

const takeOne = (trx: Transaction<Schema>, id: number) =>
  trx
    .updateTable('product_variants')
    .set({ stock: sql<number>`stock - 1` })
    .where('id', '=', id)
    .execute();

describeEachDatabase('a transaction', (openTestDatabase, { kind }) => {
  it('that is given up for another in a deadlock is done again, whole', async () => {
    const database = await openTestDatabase();
    const [one, two] = [await insertVariant(database), await insertVariant(database)];
    let tries = 0;
    const takeBoth = (variantIds: readonly number[]) =>
      transact(database.writer, async (trx) => {
        tries += 1;
        for (const id of variantIds) {
          await takeOne(trx, id);
          // So that the other has taken its first, too.
          await sleep(300);
        }
      });

    await Promise.all([takeBoth([one, two]), takeBoth([two, one])]);

    expect([await stockOf(database, one), await stockOf(database, two)]).toEqual([3, 3]);
    expect(tries).toBe(database.flavor.kind === 'mysql' ? 3 : 2);
  });

  it('is not done again for an error of its own', async () => {
    const database = await openTestDatabase();
    let tries = 0;

    const failed = transact(database.writer, async () => {
      tries += 1;
      throw new Error('its own');
    });

    await expect(failed).rejects.toThrow('its own');
    expect(tries).toBe(1);
  });

  // SQLite gives nobody up: writers wait for each other.
  if (kind === 'SQLite') return;

  it('is not done more than six times when it is always given up', async () => {
    const { writer } = await openTestDatabase();
    let tries = 0;

    const failed = transact(writer, async (trx) => {
      tries += 1;
      await sql`signal sqlstate '40001' set mysql_errno = 1213`.execute(trx);
    });

    await expect(failed).rejects.toMatchObject({ errno: 1213 });
    expect(tries).toBe(6);
  });

  it('that waits for a lock in vain is done once more, and no more', async () => {
    const database = await openTestDatabase();
    const { writer } = database;
    const id = await insertVariant(database);
    const held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const holder = writer.transaction().execute(async (trx) => {
      await takeOne(trx, id);
      held.resolve();
      await release.promise;
    });
    await held.promise;
    let tries = 0;
    const wait = (giveUpTry: number) =>
      transact(writer, async (trx) => {
        tries += 1;
        if (tries === giveUpTry) release.resolve();
        await sql`set session innodb_lock_wait_timeout = 1`.execute(trx);
        await takeOne(trx, id);
      });

    const failed = wait(0);
    await expect(failed).rejects.toMatchObject({ errno: 1205 });
    const triesInVain = tries;
    tries = 0;
    await wait(2);
    await holder;

    expect([triesInVain, tries]).toEqual([2, 2]);
  });
});
