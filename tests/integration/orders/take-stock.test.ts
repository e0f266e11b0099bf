import { expect, it } from '@jest/globals';
import { type StockLine, takeStock } from '../../../storefront/orders/move-stock.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { insertVariant, stockOf } from '../../support/shopping.ts';

describeEachDatabase('taking stock', (openTestDatabase) => {
  it('in opposite orders at once needs no second try: nobody waits for each other', async () => {
    const database = await openTestDatabase();
    const lines: StockLine[] = [];
    for (let index = 0; index < 6; index += 1) {
      lines.push({ variantId: await insertVariant(database, { stock: 40 }), quantity: 1 });
    }

    // Plain transactions, which a deadlock would fail.
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        database.writer
          .transaction()
          .execute((trx) =>
            takeStock(trx, database.flavor, index % 2 === 0 ? lines : lines.toReversed()),
          ),
      ),
    );

    const left = await Promise.all(lines.map(({ variantId }) => stockOf(database, variantId)));
    expect(left).toEqual(Array(6).fill(0));
  });
});
