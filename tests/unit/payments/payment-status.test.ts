import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canBecome, type OrderStatus } from '../../../storefront/orders/order-status.ts';
import { decidePayment, type PaymentStatus } from '../../../storefront/payments/payment-status.ts';

const events = ['paid', 'failed', 'expired'] as const;

it.each([
  ['pending', 'pending', 'paid', { payment: 'paid', order: 'confirmed', refund: false }],
  ['pending', 'pending', 'failed', { payment: 'failed', order: 'cancelled', refund: false }],
  ['pending', 'pending', 'expired', { payment: 'expired', order: 'expired', refund: false }],
  ['expired', 'expired', 'paid', { payment: 'paid', refund: true }],
  ['cancelled', 'cancelled', 'paid', { payment: 'paid', refund: true }],
  ['failed', 'cancelled', 'paid', { payment: 'paid', refund: true }],
  ['paid', 'confirmed', 'paid', { refund: false }],
  ['paid', 'confirmed', 'expired', { refund: false }],
  ['paid', 'shipped', 'failed', { refund: false }],
  ['refunded', 'cancelled', 'paid', { refund: false }],
  ['due', 'confirmed', 'paid', { refund: false }],
  ['cancelled', 'cancelled', 'expired', { refund: false }],
] as const)('a %s payment of a %s order, told %s', (payment, order, event, decision) => {
  expect(decidePayment(payment, order, event)).toEqual(decision);
});

it('ends alike in whatever order and however often the same events come', () => {
  const settle = (told: readonly (typeof events)[number][]) => {
    let payment: PaymentStatus = 'pending';
    let order: OrderStatus = 'pending';
    let refunds = 0;
    for (const event of told) {
      const decision = decidePayment(payment, order, event);
      if (decision.order) expect(canBecome(order, decision.order)).toBe(true);
      payment = decision.payment ?? payment;
      order = decision.order ?? order;
      refunds += decision.refund ? 1 : 0;
    }
    return { payment, order, refunds };
  };

  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { minLength: 1, maxLength: 12 }), (told) => {
      const { payment, order, refunds } = settle(told);

      // Money that came is kept for a confirmed order or goes back, once.
      expect(payment === 'paid').toBe(told.includes('paid'));
      expect(refunds).toBe(told.includes('paid') && order !== 'confirmed' ? 1 : 0);
      expect(order === 'confirmed').toBe(told[0] === 'paid');
    }),
  );
});

it('never leaves an order that was sent, cancelled or expired', () => {
  for (const from of ['shipped', 'cancelled', 'expired'] as const) {
    for (const to of ['pending', 'confirmed', 'shipped', 'cancelled', 'expired'] as const) {
      expect(canBecome(from, to)).toBe(false);
    }
  }
});
