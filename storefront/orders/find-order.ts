import type { Selectable } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { Schema } from '../db/schema.ts';
import { fromTimestamp } from '../db/timestamp.ts';
import type { Minor } from '../money.ts';
import type { PaymentStatus } from '../payments/payment-status.ts';
import { canBecome, type OrderStatus } from './order-status.ts';

export type OrderLine = {
  readonly handle: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly mediaPath: string | null;
  readonly quantity: number;
  readonly unitPriceMinor: Minor;
  readonly totalMinor: Minor;
};

export type OrderAddress = Pick<
  Selectable<Schema['orders']>,
  'email' | 'name' | 'line1' | 'line2' | 'city' | 'region' | 'postcode' | 'country' | 'phone'
>;

/** An order as it was placed, and how far it has come. */
export type Order = {
  readonly id: number;
  readonly reference: string;
  readonly userId: number | null;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly lines: readonly OrderLine[];
  readonly subtotalMinor: Minor;
  readonly deliveryMinor: Minor;
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
  readonly address: OrderAddress;
  readonly payment: {
    readonly provider: string;
    readonly status: PaymentStatus;
    readonly expiresAt: Date | null;
  };
  /** Money that goes back, or went. */
  readonly refund: 'pending' | 'succeeded' | 'failed' | null;
  readonly isCancellable: boolean;
};

/** Reads an order by its reference, undefined when there is none. */
export const findOrder = async (db: Db, reference: string): Promise<Order | undefined> => {
  const row = await db
    .selectFrom('orders')
    .selectAll()
    .where('reference', '=', reference)
    .executeTakeFirst();
  if (!row) return undefined;
  const items = await db
    .selectFrom('order_items')
    .selectAll()
    .where('order_id', '=', row.id)
    .orderBy('id')
    .execute();
  const payment = await db
    .selectFrom('payments')
    .selectAll()
    .where('order_id', '=', row.id)
    .executeTakeFirstOrThrow();
  const refund = await db
    .selectFrom('refunds')
    .select('status')
    .where('payment_id', '=', payment.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const status = row.status as OrderStatus;
  const { email, name, line1, line2, city, region, postcode, country, phone } = row;
  return {
    id: row.id,
    reference: row.reference,
    userId: row.user_id,
    status,
    placedAt: fromTimestamp(row.placed_at),
    lines: items.map((item) => ({
      handle: item.product_handle,
      title: item.title,
      variantTitle: item.variant_title,
      mediaPath: item.media_path,
      quantity: item.quantity,
      unitPriceMinor: item.unit_price_minor,
      totalMinor: item.total_minor,
    })),
    subtotalMinor: row.subtotal_minor,
    deliveryMinor: row.delivery_minor,
    taxMinor: row.tax_minor,
    totalMinor: row.total_minor,
    address: { email, name, line1, line2, city, region, postcode, country, phone },
    payment: {
      provider: payment.provider,
      status: payment.status as PaymentStatus,
      expiresAt: payment.expires_at === null ? null : fromTimestamp(payment.expires_at),
    },
    refund: (refund?.status as Order['refund']) ?? null,
    isCancellable: canBecome(status, 'cancelled'),
  };
};
