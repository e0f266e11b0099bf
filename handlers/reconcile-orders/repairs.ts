import type { Transaction } from 'kysely';
import type { Database } from '../../storefront/db/open-database.ts';
import type { Schema } from '../../storefront/db/schema.ts';
import { fromTimestamp } from '../../storefront/db/timestamp.ts';
import { transact } from '../../storefront/db/transact.ts';
import { type LockedOrder, lockOrder } from '../../storefront/orders/lock-order.ts';
import { returnStock } from '../../storefront/orders/move-stock.ts';
import { refreshInStock } from '../../storefront/orders/refresh-in-stock.ts';
import { settlePayment } from '../../storefront/payments/settle-payment.ts';
import type { Repairable } from './event.ts';

type Trx = Transaction<Schema>;

/** Repairs one case, looked at again under its lock; says why when it is left to people. */
type Repair = (database: Database, id: number, now: Date) => Promise<'repaired' | string>;

const withOrder =
  (
    repair: (trx: Trx, locked: LockedOrder, database: Database, now: Date) => Promise<string>,
  ): Repair =>
  async (database, id, now) => {
    const { writer, flavor } = database;
    const order = await writer
      .selectFrom('orders')
      .select('reference')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!order) return 'it is gone';
    return transact(writer, async (trx) => {
      const locked = await lockOrder(trx, flavor, order.reference);
      return locked ? repair(trx, locked, database, now) : 'it is gone';
    });
  };

/**
 * Only where no payment page was ever opened, so that nobody can have paid; where there is one, the
 * storefront asks the provider first.
 */
const giveUp = withOrder(async (trx, locked, { flavor }, now) => {
  const { payment } = locked;
  if (payment.provider_reference !== null) return 'its payment page may have been paid';
  if (payment.expires_at === null || fromTimestamp(payment.expires_at) > now) return 'it has time';
  const decision = await settlePayment(trx, flavor, locked, { kind: 'expired', now });
  return decision.order === 'expired' ? 'repaired' : 'it was settled meanwhile';
});

const isStockAsHistory = async (trx: Trx, variantIds: readonly number[]): Promise<boolean> => {
  for (const id of variantIds) {
    const { stock } = await trx
      .selectFrom('product_variants')
      .select('stock')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { sum } = await trx
      .selectFrom('stock_movements')
      .select(({ fn }) => fn.sum<number>('delta').as('sum'))
      .where('variant_id', '=', id)
      .executeTakeFirstOrThrow();
    if (Number(sum) !== stock) return false;
  }
  return true;
};

/** Only where nothing went back, and where stock and history agree that it did not. */
const giveBack = withOrder(async (trx, { order }, { flavor }, now) => {
  if (order.status !== 'cancelled' && order.status !== 'expired') return 'it is not given up';
  const movements = await trx
    .selectFrom('stock_movements')
    .select(['variant_id', 'reason', 'delta'])
    .where('order_id', '=', order.id)
    .execute();
  const items = await trx
    .selectFrom('order_items')
    .select(['variant_id', 'quantity'])
    .where('order_id', '=', order.id)
    .execute();
  if (movements.some(({ reason }) => reason !== 'order')) return 'a part of it went back';
  const isTaken = items.every(
    ({ variant_id, quantity }) =>
      variant_id === null ||
      movements.some((it) => it.variant_id === variant_id && it.delta === -quantity),
  );
  if (!isTaken) return 'not all of it was taken';
  const variantIds = items.flatMap(({ variant_id }) => (variant_id === null ? [] : [variant_id]));
  if (variantIds.length === 0) return 'its products are gone from the catalog';
  // Locked in their order, as whoever buys does.
  await trx
    .selectFrom('product_variants')
    .select('id')
    .where('id', 'in', variantIds)
    .orderBy('id')
    .modifyEnd(flavor.forUpdate)
    .execute();
  if (!(await isStockAsHistory(trx, variantIds))) return 'its stock is not the sum of its history';
  const reason = order.status === 'expired' ? 'expiry' : 'cancel';
  await returnStock(trx, flavor, { orderId: order.id, reason, now });
  return 'repaired';
});

const refresh: Repair = async ({ writer, flavor }, id) => {
  await transact(writer, (trx) => refreshInStock(trx, flavor, new Set([id])));
  return 'repaired';
};

/** What is right whatever has happened, by the storefront's own functions. */
export const repairs: Readonly<Record<Repairable, Repair>> = {
  PAYMENT_OVERDUE: giveUp,
  STOCK_NOT_RETURNED: giveBack,
  LISTING_STALE: refresh,
};
