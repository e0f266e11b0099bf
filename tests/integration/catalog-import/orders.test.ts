import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../../storefront/db/open-database.ts';
import { toTimestamp } from '../../../storefront/db/timestamp.ts';
import { describeShop, file } from './describe-shop.ts';

const products = 15;

const slowly = `create trigger slowly before insert on stock_movements for each row
  if new.reason = 'import' then do sleep(0.02); end if`;

/** Takes one piece of a variant and writes it down, as an order does. */
const sellOne = ({ writer }: Database, sku: string): Promise<void> =>
  writer.transaction().execute(async (trx) => {
    await trx
      .updateTable('product_variants')
      .set({ stock: sql`stock - 1` })
      .where('sku', '=', sku)
      .execute();
    await trx
      .insertInto('stock_movements')
      .columns(['variant_id', 'delta', 'reason', 'created_at'])
      .expression((from) =>
        from
          .selectFrom('product_variants')
          .select((to) => [
            'id',
            to.lit(-1).as('delta'),
            to.val('correction').as('reason'),
            to.val(toTimestamp(new Date())).as('at'),
          ])
          .where('sku', '=', sku),
      )
      .execute();
  });

const isDeadlock = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ER_LOCK_DEADLOCK';

describeShop('orders during an import', (openTestShop, { kind }) => {
  it('lose no piece of stock', async () => {
    const shop = await openTestShop();
    const content = (stock: number) =>
      file(...Array.from({ length: products }, (_, n) => `p${n},P,,,S${n},${stock},3.00,,,,,,`));
    await shop.import(content(1_000_000));
    // Time for an order between the moment a difference is written down and the stock is set.
    if (kind === 'MariaDB') await sql.raw(slowly).execute(shop.database.writer);
    let isOver = false;
    let sold = 0;
    const sell = async (start: number) => {
      for (let turn = start; !isOver; turn += 1) {
        try {
          await sellOne(shop.database, `S${turn % products}`);
          sold += 1;
        } catch (error) {
          if (!isDeadlock(error)) throw error;
        }
        // SQLite answers without letting anyone else run.
        await nextTurn();
      }
    };

    const selling = Promise.all([sell(0), sell(5), sell(10)]);
    try {
      for (const stock of [400_000, 700_000, 200_000, 900_000, 300_000])
        await shop.import(content(stock));
    } finally {
      isOver = true;
      await selling;
    }

    const wrong = await sql`
      select v.id from product_variants v where v.stock <>
        (select sum(m.delta) from stock_movements m where m.variant_id = v.id)
    `.execute(shop.database.writer);
    expect(sold).toBeGreaterThan(0);
    expect(wrong.rows).toEqual([]);
  });
});
