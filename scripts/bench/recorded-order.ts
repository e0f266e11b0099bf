import { Kysely } from 'kysely';
import {
  type Database,
  type DatabaseSettings,
  dialectOf,
} from '../../storefront/db/open-database.ts';

/** What differs between two orders of the same things. */
export type OrderFacts = {
  readonly tokenHash: string;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly reference: string;
  readonly cartId: number;
};

export type RecordedOrder = {
  readonly facts: OrderFacts & { readonly orderId: number };
  readonly statements: readonly {
    readonly sql: string;
    readonly parameters: readonly unknown[];
  }[];
};

export type OrderStatement = {
  readonly sql: string;
  readonly parameters: unknown[];
  /** The parameters that are the order's id, known once the order was inserted. */
  readonly orderIdAt: readonly number[];
  readonly insertsOrder: boolean;
};

/** The statements of one further order. */
export type OrderStatements = readonly OrderStatement[];

/** Every statement that `work` runs by the writer of a database like this one. */
export const recordWriter = async (
  database: Database,
  { url, caFile }: DatabaseSettings,
  work: (database: Database) => Promise<void>,
): Promise<RecordedOrder['statements']> => {
  const queries: { sql: string; parameters: readonly unknown[] }[] = [];
  const writer: Database['writer'] = new Kysely({
    dialect: dialectOf(url, caFile, false),
    log: ({ query: { sql, parameters } }) => {
      queries.push({ sql, parameters });
    },
  });
  await work({ ...database, writer }).finally(() => writer.destroy());
  return queries;
};

type Filler = (facts: OrderFacts) => unknown;

const orderId: Filler = () => undefined;

/** How to make a parameter that differs between two orders: from the fact that it is or holds. */
const findFiller = (value: unknown, facts: RecordedOrder['facts']): Filler | undefined => {
  if (value === facts.orderId) return orderId;
  if (value === facts.cartId) return ({ cartId }) => cartId;
  const names = ['tokenHash', 'idempotencyKey', 'requestHash', 'reference'] as const;
  if (typeof value !== 'string') return undefined;
  const name = names.find((one) => value.includes(facts[one]));
  return name && ((fresh) => value.replaceAll(facts[name], fresh[name]));
};

const fillerOf = (value: unknown, first: RecordedOrder, second: unknown): Filler => {
  if (value === second) return () => value;
  const filler = findFiller(value, first.facts);
  if (filler) return filler;
  throw new Error(`two orders differ in ${value} and ${second}, which is no fact of an order`);
};

/**
 * Finds out from two recorded orders of the same things how to place a third: what is the same in
 * both stays, what differs is made anew.
 */
export const learnOrder = (
  first: RecordedOrder,
  second: RecordedOrder,
): ((facts: OrderFacts) => OrderStatements) => {
  const texts = ({ statements }: RecordedOrder) => statements.map(({ sql }) => sql);
  if (JSON.stringify(texts(first)) !== JSON.stringify(texts(second))) {
    throw new Error('two orders of the same things are different statements');
  }
  const learned = first.statements.map(({ sql, parameters }, at) => {
    const others = second.statements[at]?.parameters ?? [];
    const fillers = parameters.map((value, index) => fillerOf(value, first, others[index]));
    const orderIdAt = fillers.flatMap((filler, index) => (filler === orderId ? [index] : []));
    return { sql, fillers, orderIdAt, insertsOrder: /^insert into .orders. /.test(sql) };
  });
  return (facts) =>
    learned.map(({ fillers, ...statement }) => ({
      ...statement,
      parameters: fillers.map((fill) => fill(facts)),
    }));
};
