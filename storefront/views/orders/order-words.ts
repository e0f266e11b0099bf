import type { Order } from '../../orders/find-order.ts';
import type { OrderStatus } from '../../orders/order-status.ts';
import type { Site } from '../../site.ts';

/** What shoppers call an order's state. */
export const statusTitle: Readonly<Record<OrderStatus, string>> = {
  pending: 'Waiting for payment',
  confirmed: 'Confirmed',
  shipped: 'Sent',
  cancelled: 'Cancelled',
  expired: 'Cancelled, not paid in time',
};

/** Where an order's money is, in a sentence. */
export const paymentText = ({ payment, refund, status }: Order): string => {
  switch (payment.status) {
    case 'due':
      return 'You pay on delivery.';
    case 'pending':
      return 'It is not paid yet.';
    case 'paid':
      if (refund === 'failed') return 'Your payment could not be sent back yet. We look after it.';
      if (refund !== null) return 'Your payment is being sent back.';
      return 'It is paid. Thank you.';
    case 'refunded':
      return 'Your payment was sent back.';
    case 'failed':
      return 'The payment failed. Nothing was charged.';
    case 'expired':
    case 'cancelled':
      return status === 'shipped' ? '' : 'There is nothing to pay.';
  }
};

export const formatDay = (site: Site, date: Date): string =>
  new Intl.DateTimeFormat(site.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
