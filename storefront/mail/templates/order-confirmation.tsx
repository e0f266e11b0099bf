import { MailBody, type MailTemplate, oneLine, toHtml } from '../mail-template.tsx';
import { type OrderMail, OrderTable, orderText, orderUrl } from './order-mail.tsx';

export type OrderConfirmation = OrderMail & {
  /** False while the payment page has not told us of the payment. */
  readonly isPaid: boolean;
  readonly paymentTitle: string;
};

export const orderConfirmation: MailTemplate<OrderConfirmation> = (order, site) => {
  const title = oneLine(`Your order ${order.reference.slice(0, 8).toUpperCase()}`);
  const payment = order.isPaid ? 'It is paid.' : `Payment: ${order.paymentTitle}.`;
  const url = orderUrl(site, order.reference);
  return {
    subject: oneLine(`${title} at ${site.name}`),
    text: `Hello ${order.name},\n\nthank you for your order. ${payment}\n\n${orderText(order, site)}\n\nYour order: ${url}\n`,
    html: toHtml(
      <MailBody site={site} title={title}>
        <p>Hello {order.name},</p>
        <p>thank you for your order. {payment}</p>
        <OrderTable order={order} site={site} />
        <p>
          <a href={url}>See your order</a>
        </p>
      </MailBody>,
    ),
  };
};
