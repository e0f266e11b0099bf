import { readFileSync } from 'node:fs';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import * as z from 'zod';

/** Who looks at the database, and where it is. */
export type CheckerAddress = {
  readonly port: number;
  readonly caFile: string;
  readonly user: string;
  readonly password: string;
};

export type StoredOrder = {
  readonly id: number;
  readonly reference: string;
  readonly key: string;
  readonly status: string;
  readonly totalMinor: number;
  readonly lines: readonly { variantId: number; quantity: number; unitPriceMinor: number }[];
  readonly paymentsMinor: readonly number[];
};

/** What the database says, all at one moment. */
export type OrderFacts = {
  /** Orders after those that were there before. */
  readonly orders: readonly StoredOrder[];
  readonly lastOrderId: number;
  readonly lastMovementId: number;
  readonly stock: ReadonlyMap<number, number>;
  /** Pieces taken (negative) and brought since, by variant. */
  readonly moved: ReadonlyMap<number, number>;
};

const number = z.coerce.number();
const orderRow = z.object({
  id: number,
  reference: z.string(),
  key: z.string(),
  status: z.string(),
  totalMinor: number,
});
const itemRow = z.object({
  orderId: number,
  variantId: number,
  quantity: number,
  unitPriceMinor: number,
});
const paymentRow = z.object({ orderId: number, amountMinor: number });
const pairRow = z.object({ id: number, amount: number });

const read = async (
  connection: Connection,
  since: { readonly lastOrderId: number; readonly lastMovementId: number },
): Promise<OrderFacts> => {
  const select = async <T>(schema: z.ZodType<T>, sql: string, value: number): Promise<T[]> => {
    const [rows] = await connection.query<RowDataPacket[]>(sql, [value]);
    return rows.map((row) => schema.parse(row));
  };
  const { lastOrderId, lastMovementId } = since;
  const orders = await select(
    orderRow,
    'select id, reference, idempotency_key as `key`, status, total_minor as totalMinor from orders where id > ?',
    lastOrderId,
  );
  const items = await select(
    itemRow,
    'select order_id as orderId, variant_id as variantId, quantity, unit_price_minor as unitPriceMinor from order_items where order_id > ?',
    lastOrderId,
  );
  const payments = await select(
    paymentRow,
    'select order_id as orderId, amount_minor as amountMinor from payments where order_id > ?',
    lastOrderId,
  );
  const stock = await select(
    pairRow,
    'select id, stock as amount from product_variants where id > ?',
    0,
  );
  const moved = await select(
    pairRow,
    'select variant_id as id, sum(delta) as amount from stock_movements where id > ? group by variant_id',
    lastMovementId,
  );
  const [last] = await select(
    pairRow,
    'select (select coalesce(max(id), 0) from orders) as id, (select coalesce(max(id), ?) from stock_movements) as amount',
    0,
  );
  const itemsOf = Map.groupBy(items, ({ orderId }) => orderId);
  const paymentsOf = Map.groupBy(payments, ({ orderId }) => orderId);
  return {
    orders: orders.map((order) => ({
      ...order,
      lines: (itemsOf.get(order.id) ?? []).map(({ orderId: _, ...line }) => line),
      paymentsMinor: (paymentsOf.get(order.id) ?? []).map(({ amountMinor }) => amountMinor),
    })),
    lastOrderId: last?.id ?? 0,
    lastMovementId: last?.amount ?? 0,
    stock: new Map(stock.map(({ id, amount }) => [id, amount])),
    moved: new Map(moved.map(({ id, amount }) => [id, amount])),
  };
};

/** Reads all facts in one consistent snapshot. */
export const readOrderFacts = async (
  { port, caFile, user, password }: CheckerAddress,
  since: { readonly lastOrderId: number; readonly lastMovementId: number },
): Promise<OrderFacts> => {
  const connection = await createConnection({
    host: '127.0.0.1',
    port,
    user,
    password,
    database: 'tidemarket',
    ssl: { ca: readFileSync(caFile, 'utf8'), verifyIdentity: true },
  });
  try {
    await connection.query('set transaction isolation level repeatable read');
    await connection.query('start transaction with consistent snapshot');
    return await read(connection, since);
  } finally {
    await connection.end();
  }
};
