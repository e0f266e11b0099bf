import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { transact } from '../../../storefront/db/transact.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { insertVariant, stockOf } from '../../support/shopping.ts';

describeEachDatabase('a transaction', (openTestDatabase) => {
  it('that is given up for another in a deadlock is done again, whole', async () => {
    const database = await openTestDatabase();
    const [one, two] = [await insertVariant(database), await insertVariant(database)];
    let tries = 0;
    const takeBoth = (variantIds: readonly number[]) =>
      transact(database.writer, async (trx) => {
        tries += 1;
        for (const id of variantIds) {
          await trx
            .updateTable('product_variants')
            .set({ stock: sql<number>`stock - 1` })
            .where('id', '=', id)
            .execute();
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
});
