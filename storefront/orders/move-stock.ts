import { sql, type Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { ShopError } from '../errors.ts';
import { refreshInStock } from './refresh-in-stock.ts';

export type StockLine = { readonly variantId: number; readonly quantity: number };

// Every transaction locks variants in this order, so that no two wait for each other.
const inOrder = <Line extends StockLine>(lines: readonly Line[]): readonly Line[] =>
  [...lines].sort((a, b) => a.variantId - b.variantId);

const findProducts = async (
  trx: Transaction<Schema>,
  variantIds: readonly number[],
): Promise<ReadonlyMap<number, { product_id: number; stock: number }>> => {
  if (variantIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('product_variants')
    .select(['id', 'product_id', 'stock'])
    .where('id', 'in', [...variantIds])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
};

/**
 * Takes pieces out of the stock, all or none.
 * @throws ShopError OUT_OF_STOCK when a line asks for more than there is.
 */
export const takeStock = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  lines: readonly StockLine[],
): Promise<void> => {
  for (const { variantId, quantity } of inOrder(lines)) {
    const { numUpdatedRows } = await trx
      .updateTable('product_variants')
      .set({ stock: sql<number>`stock - ${quantity}` })
      .where('id', '=', variantId)
      .where('stock', '>=', quantity)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new ShopError('OUT_OF_STOCK');
  }
  const variants = await findProducts(
    trx,
    lines.map(({ variantId }) => variantId),
  );
  const soldOut = [...variants.values()].filter(({ stock }) => stock === 0);
  await refreshInStock(trx, flavor, new Set(soldOut.map(({ product_id }) => product_id)));
};

export type RecordMovements = {
  readonly orderId: number;
  readonly reason: 'order' | 'cancel' | 'expiry';
  readonly now: Date;
};

/** Writes into the stock's history what an order took or gave back; once for each reason. */
export const recordMovements = async (
  trx: Transaction<Schema>,
  lines: readonly StockLine[],
  { orderId, reason, now }: RecordMovements,
): Promise<void> => {
  if (lines.length === 0) return;
  await trx
    .insertInto('stock_movements')
    .values(
      inOrder(lines).map(({ variantId, quantity }) => ({
        variant_id: variantId,
        delta: reason === 'order' ? -quantity : quantity,
        reason,
        order_id: orderId,
        created_at: toTimestamp(now),
      })),
    )
    .execute();
};

/**
 * Gives an order's pieces back to the stock. The history's unique key refuses a second time; pieces
 * of a variant that is gone from the catalog have nowhere to go.
 */
export const returnStock = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  movement: RecordMovements & { readonly reason: 'cancel' | 'expiry' },
): Promise<void> => {
  const items = await trx
    .selectFrom('order_items')
    .select(['variant_id as variantId', 'quantity'])
    .where('order_id', '=', movement.orderId)
    .execute();
  const lines = items.flatMap(({ variantId, quantity }) =>
    variantId === null ? [] : [{ variantId, quantity }],
  );
  await recordMovements(trx, lines, movement);
  for (const { variantId, quantity } of inOrder(lines)) {
    await trx
      .updateTable('product_variants')
      .set({ stock: sql<number>`stock + ${quantity}` })
      .where('id', '=', variantId)
      .execute();
  }
  const variants = await findProducts(
    trx,
    lines.map(({ variantId }) => variantId),
  );
  const back = lines.flatMap(({ variantId, quantity }) => {
    const variant = variants.get(variantId);
    return variant?.stock === quantity ? [variant.product_id] : [];
  });
  await refreshInStock(trx, flavor, new Set(back));
};
