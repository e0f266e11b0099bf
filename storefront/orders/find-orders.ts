import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import { fromTimestamp } from '../db/timestamp.ts';
import type { Minor } from '../money.ts';
import type { OrderStatus } from './order-status.ts';

export type OrderSummary = {
  readonly reference: string;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly pieces: number;
  readonly totalMinor: Minor;
};

const ordersPerPage = 20;

/** A shopper's orders, the newest first; `hasMore` tells of a further page. */
export const findOrders = async (
  db: Db,
  { userId, page }: { readonly userId: number; readonly page: number },
): Promise<{ readonly orders: readonly OrderSummary[]; readonly hasMore: boolean }> => {
  const rows = await db
    .selectFrom('orders as o')
    .select(['o.reference', 'o.status', 'o.placed_at', 'o.total_minor'])
    .select(
      sql<number>`(select sum(i.quantity) from order_items i where i.order_id = o.id)`.as('pieces'),
    )
    .where('o.user_id', '=', userId)
    .orderBy('o.placed_at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(ordersPerPage + 1)
    .offset((page - 1) * ordersPerPage)
    .execute();
  return {
    orders: rows.slice(0, ordersPerPage).map((row) => ({
      reference: row.reference,
      status: row.status as OrderStatus,
      placedAt: fromTimestamp(row.placed_at),
      pieces: Number(row.pieces),
      totalMinor: row.total_minor,
    })),
    hasMore: rows.length > ordersPerPage,
  };
};
