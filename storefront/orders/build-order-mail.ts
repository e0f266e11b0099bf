import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { OrderMail } from '../mail/templates/order-mail.tsx';

/** What mails about an order hold of it. */
export const buildOrderMail = async (
  trx: Transaction<Schema>,
  order: Selectable<Schema['orders']>,
): Promise<OrderMail> => {
  const items = await trx
    .selectFrom('order_items')
    .selectAll()
    .where('order_id', '=', order.id)
    .orderBy('id')
    .execute();
  return {
    reference: order.reference,
    name: order.name,
    lines: items.map((item) => ({
      title: item.title,
      variantTitle: item.variant_title,
      quantity: item.quantity,
      totalMinor: item.total_minor,
    })),
    deliveryMinor: order.delivery_minor,
    taxMinor: order.tax_minor,
    taxIncluded: order.total_minor === order.subtotal_minor + order.delivery_minor,
    totalMinor: order.total_minor,
  };
};
