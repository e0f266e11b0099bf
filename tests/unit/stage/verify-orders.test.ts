import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '../../../scripts/load/history.ts';
import type { OrderFacts, StoredOrder } from '../../../scripts/load/order-facts.ts';
import { verifyOrders } from '../../../scripts/load/verify-orders.ts';

const at = '2026-11-22T12:00:00.000Z';
const line = { variantId: 7, quantity: 2, unitPriceMinor: 500 };

const begin: HistoryEntry = {
  kind: 'begin',
  at,
  shoppers: 1,
  seconds: 1,
  lastOrderId: 0,
  lastMovementId: 0,
  stock: { 7: 10 },
};
const submitted = (key: string): HistoryEntry => ({ kind: 'submitted', at, key });
const acknowledged = (reference: string, key = reference): HistoryEntry => ({
  kind: 'acknowledged',
  at,
  key,
  reference,
  lines: [line],
  totalMinor: 1500,
});
const history = [begin, submitted('one'), acknowledged('one')];

const stored = (reference: string, changes: Partial<StoredOrder> = {}): StoredOrder => ({
  id: 1,
  reference,
  key: reference,
  status: 'confirmed',
  totalMinor: 1500,
  lines: [line],
  paymentsMinor: [1500],
  ...changes,
});
const facts = (changes: Partial<OrderFacts> = {}): OrderFacts => ({
  orders: [stored('one')],
  lastOrderId: 1,
  lastMovementId: 1,
  stock: new Map([[7, 8]]),
  moved: new Map([[7, -2]]),
  ...changes,
});
const problemsOf = (changes: Partial<OrderFacts>, told = history) =>
  verifyOrders(told, facts(changes)).problems;

describe('orders held against the history', () => {
  it('are fine when each is there as acknowledged', () => {
    expect(verifyOrders(history, facts())).toEqual({
      acknowledged: 1,
      unanswered: 0,
      problems: [],
    });
  });

  it('may be there without an answer, which is counted and no problem', () => {
    const both = [stored('one'), stored('two', { id: 2 })];
    const told = [...history, submitted('two')];
    const sold = { stock: new Map([[7, 6]]), moved: new Map([[7, -4]]) };

    expect(verifyOrders(told, facts({ orders: both, ...sold }))).toEqual({
      acknowledged: 1,
      unanswered: 1,
      problems: [],
    });
  });

  it('give their pieces back when they were cancelled', () => {
    const orders = [stored('one', { status: 'cancelled' })];

    expect(problemsOf({ orders, stock: new Map([[7, 10]]), moved: new Map() })).toEqual([]);
  });

  it.each<[string, Partial<OrderFacts>, RegExp]>([
    ['lost', { orders: [], stock: new Map([[7, 10]]), moved: new Map() }, /one was .* is lost/],
    ['dearer', { orders: [stored('one', { totalMinor: 1501, paymentsMinor: [1501] })] }, /costs/],
    ['somebody else’s', { orders: [stored('one', { key: 'other' })] }, /another shopper/],
    [
      'of other things',
      { orders: [stored('one', { lines: [{ ...line, unitPriceMinor: 499 }] })] },
      /2 of 7 at 499, acknowledged were 2 of 7 at 500/,
    ],
    ['unpaid', { orders: [stored('one', { paymentsMinor: [] })] }, /has 0 payments/],
    ['paid twice', { orders: [stored('one', { paymentsMinor: [1500, 1500] })] }, /has 2 payments/],
    ['paid wrongly', { orders: [stored('one', { paymentsMinor: [1] })] }, /its payment is of 1/],
    ['not taken from stock', { stock: new Map([[7, 10]]), moved: new Map() }, /10 are left/],
    ['not in the movements', { moved: new Map([[7, -4]]) }, /movements say -4/],
  ])('that are %s are found', (_what, changes, problem) => {
    expect(problemsOf(changes).join('\n')).toMatch(problem);
  });

  it('are not more than there were pieces', () => {
    const lines = [{ ...line, quantity: 11 }];
    const sold = { stock: new Map([[7, -1]]), moved: new Map([[7, -11]]) };

    expect(problemsOf({ orders: [stored('one', { lines })], ...sold }).join('\n')).toMatch(
      /of variant 7 11 were sold and 10 were there/,
    );
  });

  it('come from one form once', () => {
    const told = [...history, acknowledged('two', 'one')];
    const orders = [stored('one'), stored('two', { id: 2, key: 'one' })];

    expect(problemsOf({ orders }, told).join('\n')).toMatch(/one form became several orders/);
  });
});
