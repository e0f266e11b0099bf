/** `pending` waits for its payment; `confirmed` is to be sent. */
export type OrderStatus = 'pending' | 'confirmed' | 'shipped' | 'cancelled' | 'expired';

const next: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['confirmed', 'cancelled', 'expired'],
  confirmed: ['shipped', 'cancelled'],
  shipped: [],
  cancelled: [],
  expired: [],
};

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean => next[from].includes(to);
