import { type RawBuilder, sql } from 'kysely';

/** Moments that the checks ask by. */
export type Moments = {
  /** Older orders are not looked at. */
  readonly since: string;
  /** What the storefront does every few seconds is late when it was due before this. */
  readonly late: string;
  /** What a provider does within the day is late when it was due before this. */
  readonly yesterday: string;
};

/** Something that must not be: its query gives a row with an `id` for each case. */
export type Check = {
  /** Stable: runbooks and scripts name it. */
  readonly code: string;
  readonly about: string;
  /** What the id is of. */
  readonly kind: 'order' | 'payment' | 'refund' | 'variant' | 'product';
  readonly find: (moments: Moments) => RawBuilder<unknown>;
};

const ordersWithPayment = sql`orders o join payments p on p.order_id = o.id`;

/** Orders, payments and refunds that do not match. */
export const paymentChecks: readonly Check[] = [
  {
    code: 'ORDER_WITHOUT_PAYMENT',
    about: 'an order has no payment at all',
    kind: 'order',
    find: ({ since }) => sql`
      select o.id from orders o left join payments p on p.order_id = o.id
      where p.id is null and o.placed_at >= ${since}`,
  },
  {
    code: 'PAYMENT_AMOUNT_DIFFERS',
    about: "a payment's amount or currency is not that of its order",
    kind: 'order',
    find: ({ since }) => sql`
      select o.id from ${ordersWithPayment}
      where o.placed_at >= ${since} and (p.amount_minor <> o.total_minor or p.currency <> o.currency)`,
  },
  {
    code: 'ORDER_SUM_DIFFERS',
    about: "an order's lines do not add up to its subtotal",
    kind: 'order',
    find: ({ since }) => sql`
      select o.id from orders o left join order_items i on i.order_id = o.id
      where o.placed_at >= ${since}
      group by o.id, o.subtotal_minor having coalesce(sum(i.total_minor), 0) <> o.subtotal_minor`,
  },
  {
    code: 'ORDER_NOT_PAID',
    about: 'an order is to be sent, or was, and its payment is neither paid nor due on delivery',
    kind: 'order',
    find: ({ since }) => sql`
      select o.id from ${ordersWithPayment}
      where o.placed_at >= ${since} and o.status in ('confirmed', 'shipped')
        and p.status not in ('paid', 'due')`,
  },
  {
    code: 'PAID_NOT_CONFIRMED',
    about: 'an order was paid and still waits for its payment',
    kind: 'order',
    find: ({ since }) => sql`
      select o.id from ${ordersWithPayment}
      where o.placed_at >= ${since} and o.status = 'pending' and p.status in ('paid', 'due')`,
  },
  {
    code: 'PAYMENT_OVERDUE',
    about: 'an order should have been given up because nobody paid, and was not',
    kind: 'order',
    find: ({ late }) => sql`
      select o.id from ${ordersWithPayment}
      where p.status = 'pending' and p.expires_at <= ${late} and o.status = 'pending'`,
  },
  {
    code: 'PAID_TWICE',
    about: 'a provider told of two payments for one order',
    kind: 'payment',
    find: ({ since }) => sql`
      select payment_id as id from payment_events
      where kind = 'paid' and received_at >= ${since} group by payment_id having count(*) > 1`,
  },
  {
    code: 'MONEY_NOT_TAKEN_IN',
    about: 'a provider told of money that is not counted, such as of a wrong amount',
    kind: 'payment',
    find: ({ since }) => sql`
      select distinct p.id from payments p join payment_events e on e.payment_id = p.id
      where e.kind = 'paid' and e.received_at >= ${since} and p.status not in ('paid', 'refunded')`,
  },
  {
    code: 'MONEY_KEPT',
    about: 'an order was given up, its payment is paid, and less is given back than was paid',
    kind: 'payment',
    find: ({ since }) => sql`
      select p.id from ${ordersWithPayment}
      left join refunds r on r.payment_id = p.id and r.status <> 'failed'
      where o.placed_at >= ${since} and o.status in ('cancelled', 'expired') and p.status = 'paid'
      group by p.id, p.amount_minor having coalesce(sum(r.amount_minor), 0) < p.amount_minor`,
  },
  {
    code: 'REFUND_TOO_LARGE',
    about: 'more is given back than was paid',
    kind: 'payment',
    find: ({ since }) => sql`
      select p.id from payments p join refunds r on r.payment_id = p.id and r.status <> 'failed'
      where p.created_at >= ${since}
      group by p.id, p.amount_minor having sum(r.amount_minor) > p.amount_minor`,
  },
  {
    code: 'REFUND_WAITS',
    about: 'money is owed for longer than a day, or its way back failed',
    kind: 'refund',
    find: ({ since, yesterday }) => sql`
      select r.id from refunds r where r.created_at >= ${since}
        and (r.status = 'failed' or (r.status = 'pending' and r.created_at <= ${yesterday}))`,
  },
];
