import { randomBytes } from 'node:crypto';
import type { Database } from '../../storefront/db/open-database.ts';
import { newOrderReference } from '../../storefront/orders/order-reference.ts';
import {
  insertVariant,
  newGuest,
  newKey,
  place,
  prepareCheckout,
  reviewOf,
} from '../../tests/support/shopping.ts';
import type { BareConnection, OrderDatabase } from './order-databases.ts';
import {
  learnOrder,
  type OrderFacts,
  type OrderStatements,
  type RecordedOrder,
  recordWriter,
} from './recorded-order.ts';

/** Places an order for which everything is ready. */
export type Place = () => unknown;

/** One who buys the same two things again and again; no two clients want the same. */
export type Client = {
  readonly wanted: readonly (readonly [variantId: number, quantity: number])[];
  readonly toStatements: (facts: OrderFacts) => OrderStatements;
  readonly bare: BareConnection;
};

type Wanted = Client['wanted'];

/** A guest's cart, ready to be ordered. */
const fillCart = async (database: Database, wanted: Wanted) => {
  const owner = newGuest();
  await prepareCheckout(database, owner, wanted);
  const { id: cartId } = await database.writer
    .selectFrom('carts')
    .select('id')
    .where('token_hash', '=', owner.tokenHash ?? '')
    .executeTakeFirstOrThrow();
  return { owner, cartId, shown: await reviewOf(database, owner) };
};

const recordOrder = async (
  { database, settings }: OrderDatabase,
  wanted: Wanted,
): Promise<RecordedOrder> => {
  const { owner, cartId, shown } = await fillCart(database, wanted);
  const idempotencyKey = newKey();
  const statements = await recordWriter(database, settings, async (recorded) => {
    await place(recorded, owner, { shown, key: idempotencyKey });
  });
  const order = await database.writer
    .selectFrom('orders')
    .select(['id', 'reference', 'request_hash'])
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirstOrThrow();
  return {
    facts: {
      tokenHash: owner.tokenHash ?? '',
      idempotencyKey,
      requestHash: order.request_hash,
      reference: order.reference,
      cartId,
      orderId: order.id,
    },
    statements,
  };
};

/** A client whose order was recorded, to be repeated by the bare driver. */
export const createClient = async (shop: OrderDatabase): Promise<Client> => {
  const stock = 1_000_000;
  const wanted: Wanted = [
    [await insertVariant(shop.database, { stock }), 1],
    [await insertVariant(shop.database, { stock }), 2],
  ];
  // One cart that nothing is bought of, so that no order has the id of its cart.
  await fillCart(shop.database, wanted);
  const first = await recordOrder(shop, wanted);
  const toStatements = learnOrder(first, await recordOrder(shop, wanted));
  return { wanted, toStatements, bare: await shop.connect() };
};

/** Makes a cart ready, to be ordered by the shop's own code. */
export const prepareShop = async (
  { database }: OrderDatabase,
  { wanted }: Client,
): Promise<Place> => {
  const { owner, shown } = await fillCart(database, wanted);
  const key = newKey();
  return () => place(database, owner, { shown, key });
};

/** Makes a cart ready, to be ordered by the bare driver. */
export const prepareBare = async (
  { database }: OrderDatabase,
  { wanted, toStatements, bare }: Client,
): Promise<Place> => {
  const { owner, cartId } = await fillCart(database, wanted);
  const statements = toStatements({
    tokenHash: owner.tokenHash ?? '',
    idempotencyKey: newKey(),
    requestHash: randomBytes(32).toString('hex'),
    reference: newOrderReference(),
    cartId,
  });
  return () => bare.run(statements);
};
