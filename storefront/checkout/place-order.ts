import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { CartOwner } from '../cart/cart-owner.ts';
import { findCartLines } from '../cart/find-cart.ts';
import { lockCart } from '../cart/lock-cart.ts';
import type { Database, Db } from '../db/open-database.ts';
import type { Schema } from '../db/schema.ts';
import { transact } from '../db/transact.ts';
import { ShopError } from '../errors.ts';
import { takeStock } from '../orders/move-stock.ts';
import { findProvider, type PaymentProviders } from '../payments/payment-provider.ts';
import { findCheckout } from './checkout-details.ts';
import type { CheckoutRules } from './checkout-rules.ts';
import { findNextStep } from './checkout-step.ts';
import { computeTotals } from './order-totals.ts';
import { describeShown } from './shown-order.ts';
import { writeOrder } from './write-order.ts';

export type PlaceOrder = {
  readonly owner: CartOwner;
  /** Comes with the review's form: the same key is the same order, however often it is sent. */
  readonly idempotencyKey: string;
  /** What the review has shown, see `describeShown`. */
  readonly shown: string;
  readonly rules: CheckoutRules;
  readonly providers: PaymentProviders;
  readonly currency: string;
  readonly paymentExpiryMinutes: number;
  readonly now: Date;
};

export type PlacedOrder = {
  readonly reference: string;
  /** False when the same request had placed it before. */
  readonly isNew: boolean;
};

const hashRequest = ({ owner, shown }: PlaceOrder): string =>
  createHash('sha256')
    .update(JSON.stringify([owner.userId ?? owner.tokenHash, shown]))
    .digest('hex');

/** The order that was placed under this key before. @throws ShopError IDEMPOTENCY_MISMATCH */
const findPlaced = async (db: Db, request: PlaceOrder): Promise<PlacedOrder | undefined> => {
  const placed = await db
    .selectFrom('orders')
    .select(['reference', 'request_hash'])
    .where('idempotency_key', '=', request.idempotencyKey)
    .executeTakeFirst();
  if (!placed) return undefined;
  if (placed.request_hash !== hashRequest(request)) throw new ShopError('IDEMPOTENCY_MISMATCH');
  return { reference: placed.reference, isNew: false };
};

const place = async (
  trx: Transaction<Schema>,
  { flavor }: Database,
  request: PlaceOrder,
): Promise<PlacedOrder> => {
  // Two submits of one form wait for each other here, and the second finds the first one's order.
  const cart = await lockCart(trx, flavor, request.owner, request.now);
  const placed = await findPlaced(trx, request);
  if (placed) return placed;
  if (!cart) throw new ShopError('CART_EMPTY');

  const { rules, providers, now } = request;
  const wanted = await findCartLines(trx, cart.id);
  if (wanted.length === 0) throw new ShopError('CART_EMPTY');
  if (wanted.some(({ state }) => state === 'unavailable')) throw new ShopError('OUT_OF_STOCK');
  await takeStock(trx, flavor, wanted);
  // Read again, now that taking the stock has locked the variants and with them their prices.
  const lines = await findCartLines(trx, cart.id);
  const totals = computeTotals(lines, rules);
  const details = await findCheckout(trx, cart.id);
  if (!details || findNextStep(details, rules, providers) !== 'review') {
    throw new ShopError('PRICE_CHANGED');
  }
  if (describeShown(lines, totals, details) !== request.shown) throw new ShopError('PRICE_CHANGED');
  const provider = findProvider(providers, details.paymentProvider);
  if (!provider) throw new ShopError('PAYMENT_UNAVAILABLE');

  const reference = await writeOrder(trx, {
    owner: request.owner,
    idempotencyKey: request.idempotencyKey,
    requestHash: hashRequest(request),
    currency: request.currency,
    paymentExpiryMinutes: request.paymentExpiryMinutes,
    lines,
    totals,
    details,
    provider,
    now,
  });
  await trx.deleteFrom('cart_items').where('cart_id', '=', cart.id).execute();
  await trx.deleteFrom('checkouts').where('cart_id', '=', cart.id).execute();
  return { reference, isNew: true };
};

/**
 * Places the order of a cart as its review has shown it: stock, order, payment, history, mail and
 * the emptied cart are one transaction.
 * @throws ShopError CART_EMPTY; OUT_OF_STOCK; PRICE_CHANGED when anything differs from what was
 * shown; IDEMPOTENCY_MISMATCH for a key that was used for something else.
 */
export const placeOrder = async (database: Database, request: PlaceOrder): Promise<PlacedOrder> => {
  try {
    return await transact(database.writer, (trx) => place(trx, database, request));
  } catch (error) {
    // Another cart may have used the key at the same moment: then its unique index has refused us.
    if (!(error instanceof ShopError)) {
      const placed = await findPlaced(database.writer, request);
      if (placed) return placed;
    }
    throw error;
  }
};
