import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { SqlFlavor } from '../db/sql-flavor.ts';
import type { PaymentStatus } from '../payments/payment-status.ts';
import type { OrderStatus } from './order-status.ts';

type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;

/** An order and its payment, held until the transaction ends. */
export type LockedOrder = {
  readonly order: Row<'orders'> & { readonly status: OrderStatus };
  readonly payment: Row<'payments'> & { readonly status: PaymentStatus };
};

/** Locks an order, and with it its payment: whoever changes either comes through here first. */
export const lockOrder = async (
  trx: Transaction<Schema>,
  flavor: SqlFlavor,
  reference: string,
): Promise<LockedOrder | undefined> => {
  const order = await trx
    .selectFrom('orders')
    .selectAll()
    .where('reference', '=', reference)
    .modifyEnd(flavor.forUpdate)
    .executeTakeFirst();
  if (!order) return undefined;
  const payment = await trx
    .selectFrom('payments')
    .selectAll()
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow();
  return {
    order: { ...order, status: order.status as OrderStatus },
    payment: { ...payment, status: payment.status as PaymentStatus },
  };
};
