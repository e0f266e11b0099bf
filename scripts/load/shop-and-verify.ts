import { openHistory, readHistory } from './history.ts';
import { type CheckerAddress, readOrderFacts } from './order-facts.ts';
import { type LoadOptions, type LoadResult, runShoppers } from './run-shoppers.ts';
import { getBegin, type Verification, verifyOrders } from './verify-orders.ts';

type ShopOptions = Pick<LoadOptions, 'origin' | 'shoppers' | 'seconds'> & {
  readonly database: CheckerAddress;
  /** A file that is not there yet. */
  readonly historyFile: string;
};

/** Shops, and writes a history that can be held against the database later. */
export const shopWithHistory = async (options: ShopOptions): Promise<LoadResult> => {
  const { origin, shoppers, seconds, database, historyFile } = options;
  const before = await readOrderFacts(database, { lastOrderId: 0, lastMovementId: 0 });
  const history = openHistory(historyFile);
  history.write({
    kind: 'begin',
    at: new Date().toISOString(),
    shoppers,
    seconds,
    lastOrderId: before.lastOrderId,
    lastMovementId: before.lastMovementId,
    stock: Object.fromEntries(before.stock),
  });
  try {
    return await runShoppers({ origin, shoppers, seconds, write: history.write });
  } finally {
    history.close();
  }
};

/** Holds a history against the database as it is now. */
export const verifyHistory = async (
  file: string,
  database: CheckerAddress,
): Promise<Verification> => {
  const history = readHistory(file);
  return verifyOrders(history, await readOrderFacts(database, getBegin(history)));
};
