import type { OrderStatus } from '../orders/order-status.ts';
import type { PaymentEventKind } from './payment-provider.ts';

/** `due` is paid on delivery, `pending` on the provider's page. */
export type PaymentStatus =
  | 'due'
  | 'pending'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'refunded';

export type PaymentDecision = {
  readonly payment?: PaymentStatus;
  readonly order?: OrderStatus;
  /** The payment came for an order that will not be sent: all of it goes back. */
  readonly refund: boolean;
};

const nothing: PaymentDecision = { refund: false };

/**
 * What an event means for a payment and its order. Events come twice and in any order: money that
 * came is never forgotten, and what is settled stays settled.
 */
export const decidePayment = (
  payment: PaymentStatus,
  order: OrderStatus,
  event: PaymentEventKind,
): PaymentDecision => {
  if (payment === 'paid' || payment === 'refunded' || payment === 'due') return nothing;
  if (event === 'paid') {
    return order === 'pending'
      ? { payment: 'paid', order: 'confirmed', refund: false }
      : { payment: 'paid', refund: true };
  }
  if (payment !== 'pending' || order !== 'pending') return nothing;
  return event === 'failed'
    ? { payment: 'failed', order: 'cancelled', refund: false }
    : { payment: 'expired', order: 'expired', refund: false };
};
