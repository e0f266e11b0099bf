import type { Transaction } from 'kysely';
import type { CartOwner } from '../cart/cart-owner.ts';
import type { CartLine } from '../cart/find-cart.ts';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { recordMovements } from '../orders/move-stock.ts';
import { newOrderReference } from '../orders/order-reference.ts';
import { sendConfirmation } from '../orders/send-confirmation.ts';
import type { PaymentProvider } from '../payments/payment-provider.ts';
import type { CheckoutDetails } from './checkout-details.ts';
import type { OrderTotals } from './order-totals.ts';

export type WriteOrder = {
  readonly owner: CartOwner;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly currency: string;
  readonly paymentExpiryMinutes: number;
  readonly lines: readonly CartLine[];
  readonly totals: OrderTotals;
  readonly details: CheckoutDetails;
  readonly provider: PaymentProvider;
  readonly now: Date;
};

const writeItems = async (
  trx: Transaction<Schema>,
  orderId: number,
  lines: readonly CartLine[],
): Promise<void> => {
  await trx
    .insertInto('order_items')
    .values(
      lines.map((line) => ({
        order_id: orderId,
        variant_id: line.variantId,
        product_handle: line.handle ?? '',
        title: line.title,
        variant_title: line.variantTitle,
        sku: line.sku,
        media_path: line.mediaPath,
        quantity: line.quantity,
        unit_price_minor: line.unitPriceMinor,
        total_minor: line.unitPriceMinor * line.quantity,
      })),
    )
    .execute();
};

/** Writes an order whose stock was taken, with all that belongs to it; returns its reference. */
export const writeOrder = async (
  trx: Transaction<Schema>,
  { owner, lines, totals, details, provider, now, ...request }: WriteOrder,
): Promise<string> => {
  const at = toTimestamp(now);
  const isFree = totals.totalMinor === 0;
  const waits = provider.hosted !== undefined && !isFree;
  const { deliveryMethod, paymentProvider, ...address } = details;
  const order = {
    reference: newOrderReference(),
    user_id: owner.userId ?? null,
    status: waits ? 'pending' : 'confirmed',
    idempotency_key: request.idempotencyKey,
    request_hash: request.requestHash,
    currency: request.currency,
    subtotal_minor: totals.subtotalMinor,
    delivery_minor: totals.deliveryMinor,
    tax_minor: totals.taxMinor,
    total_minor: totals.totalMinor,
    delivery_method: deliveryMethod,
    ...address,
    placed_at: at,
    updated_at: at,
    cancelled_at: null,
  };
  const { insertId } = await trx.insertInto('orders').values(order).executeTakeFirstOrThrow();
  const id = Number(insertId);
  await writeItems(trx, id, lines);
  await recordMovements(trx, lines, { orderId: id, reason: 'order', now });

  const expiresAt = new Date(now.getTime() + request.paymentExpiryMinutes * 60_000);
  await trx
    .insertInto('payments')
    .values({
      order_id: id,
      provider: paymentProvider,
      status: waits ? 'pending' : isFree ? 'paid' : 'due',
      amount_minor: totals.totalMinor,
      currency: request.currency,
      created_at: at,
      updated_at: at,
      expires_at: waits ? toTimestamp(expiresAt) : null,
    })
    .execute();
  if (owner.tokenHash !== undefined) {
    await trx
      .insertInto('order_holders')
      .values({ token_hash: owner.tokenHash, order_id: id, created_at: at })
      .execute();
  }
  // An order that waits for its payment is confirmed when it is paid.
  if (!waits) {
    const { title: paymentTitle } = provider;
    await sendConfirmation(trx, { ...order, id }, { isPaid: isFree, paymentTitle, now });
  }
  return order.reference;
};
