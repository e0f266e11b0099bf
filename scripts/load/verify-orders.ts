import type { Acknowledged, Begin, HistoryEntry } from './history.ts';
import type { OrderFacts, StoredOrder } from './order-facts.ts';

export type Verification = {
  readonly acknowledged: number;
  /** Orders that are there although nobody was told: their answer was lost. */
  readonly unanswered: number;
  /** Each broken promise in a sentence; empty when all is well. */
  readonly problems: readonly string[];
};

const linesText = (lines: StoredOrder['lines']): string =>
  lines
    .map(
      ({ variantId, quantity, unitPriceMinor }) =>
        `${quantity} of ${variantId} at ${unitPriceMinor}`,
    )
    .sort()
    .join(', ');

const checkAcknowledged = (
  { reference, key, lines, totalMinor }: Acknowledged,
  stored: ReadonlyMap<string, StoredOrder>,
): readonly string[] => {
  const order = stored.get(reference);
  if (!order) return [`order ${reference} was acknowledged and is lost`];
  const problems: string[] = [];
  if (order.key !== key) problems.push(`order ${reference} was acknowledged to another shopper`);
  if (order.totalMinor !== totalMinor) {
    problems.push(`order ${reference} costs ${order.totalMinor}, acknowledged were ${totalMinor}`);
  }
  if (linesText(order.lines) !== linesText(lines)) {
    problems.push(
      `order ${reference} has ${linesText(order.lines)}, acknowledged were ${linesText(lines)}`,
    );
  }
  return problems;
};

const checkPayments = ({
  reference,
  totalMinor,
  paymentsMinor,
}: StoredOrder): readonly string[] => {
  if (paymentsMinor.length !== 1) {
    return [`order ${reference} has ${paymentsMinor.length} payments`];
  }
  return paymentsMinor[0] === totalMinor
    ? []
    : [`order ${reference} costs ${totalMinor}, its payment is of ${paymentsMinor[0]}`];
};

const countSold = (orders: readonly StoredOrder[]): ReadonlyMap<number, number> => {
  const sold = new Map<number, number>();
  for (const { lines } of orders.filter(({ status }) => status !== 'cancelled')) {
    for (const { variantId, quantity } of lines) {
      sold.set(variantId, (sold.get(variantId) ?? 0) + quantity);
    }
  }
  return sold;
};

const checkStock = ({ stock: before }: Begin, { orders, stock, moved }: OrderFacts) => {
  const sold = countSold(orders);
  return Object.entries(before).flatMap(([id, was]) => {
    const variant = Number(id);
    const [is, gone, delta] = [
      stock.get(variant) ?? 0,
      sold.get(variant) ?? 0,
      moved.get(variant) ?? 0,
    ];
    const problems: string[] = [];
    if (gone > was) problems.push(`of variant ${id} ${gone} were sold and ${was} were there`);
    if (is !== was - gone) {
      problems.push(`variant ${id} had ${was}, ${gone} were sold, and ${is} are left`);
    }
    if (is !== was + delta) {
      problems.push(`variant ${id} had ${was}, movements say ${delta}, and ${is} are left`);
    }
    return problems;
  });
};

const findTwice = (acknowledged: readonly Acknowledged[]): readonly string[] =>
  [...Map.groupBy(acknowledged, ({ key }) => key).values()]
    .filter((same) => new Set(same.map(({ reference }) => reference)).size > 1)
    .map((same) => `one form became several orders: ${same.map((it) => it.reference).join(', ')}`);

/** The history's beginning. @throws when it has none */
export const getBegin = (history: readonly HistoryEntry[]): Begin => {
  const begin = history.find((entry) => entry.kind === 'begin');
  if (!begin) throw new Error('the history has no beginning');
  return begin;
};

/**
 * Holds what shoppers were told against what the database says: no acknowledged order lost or
 * different, none twice, one payment each, no piece sold twice, stock conserved.
 */
export const verifyOrders = (history: readonly HistoryEntry[], facts: OrderFacts): Verification => {
  const acknowledged = history.filter((entry) => entry.kind === 'acknowledged');
  const submitted = new Set(
    history.filter((entry) => entry.kind === 'submitted').map(({ key }) => key),
  );
  const told = new Set(acknowledged.map(({ reference }) => reference));
  const stored = new Map(facts.orders.map((order) => [order.reference, order]));
  const ours = facts.orders.filter(({ key }) => submitted.has(key));
  return {
    acknowledged: acknowledged.length,
    unanswered: ours.filter(({ reference }) => !told.has(reference)).length,
    problems: [
      ...acknowledged.flatMap((entry) => checkAcknowledged(entry, stored)),
      ...findTwice(acknowledged),
      ...facts.orders.flatMap(checkPayments),
      ...checkStock(getBegin(history), facts),
    ],
  };
};
