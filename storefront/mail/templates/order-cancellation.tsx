import { MailBody, type MailTemplate, oneLine, toHtml } from '../mail-template.tsx';
import { type OrderMail, OrderTable, orderText, orderUrl } from './order-mail.tsx';

export type OrderCancellation = OrderMail & {
  readonly reason: 'cancelled' | 'expired' | 'payment-failed';
  /** Whether money was taken that goes back. */
  readonly refundDue: boolean;
};

const reasons = {
  cancelled: 'Your order was cancelled.',
  expired: 'Your order was cancelled because it was not paid in time.',
  'payment-failed': 'Your order was cancelled because its payment failed.',
} as const;

export const orderCancellation: MailTemplate<OrderCancellation> = (order, site) => {
  const title = oneLine(`Order ${order.reference.slice(0, 8).toUpperCase()} was cancelled`);
  const money = order.refundDue ? 'Your payment is being refunded.' : 'There is nothing to pay.';
  const url = orderUrl(site, order.reference);
  return {
    subject: oneLine(`${title} at ${site.name}`),
    text: `Hello ${order.name},\n\n${reasons[order.reason]} ${money}\n\n${orderText(order, site)}\n\nYour order: ${url}\n`,
    html: toHtml(
      <MailBody site={site} title={title}>
        <p>Hello {order.name},</p>
        <p>
          {reasons[order.reason]} {money}
        </p>
        <OrderTable order={order} site={site} />
        <p>
          <a href={url}>See your order</a>
        </p>
      </MailBody>,
    ),
  };
};
