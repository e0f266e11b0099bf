import type { Database } from '../db/open-database.ts';
import { toTimestamp } from '../db/timestamp.ts';
import type { ContactAndAddress } from './checkout-details.ts';

type Step = Readonly<{ delivery_method?: string; payment_provider?: string }>;

export type SaveCheckout = {
  readonly cartId: number;
  /** What one step has filled in; what other steps have is kept. */
  readonly filledIn: Partial<ContactAndAddress> & Step;
  readonly now: Date;
};

/** Keeps what a step of the checkout has filled in, beside the cart. */
export const saveCheckout = async (
  { writer, flavor }: Database,
  { cartId, filledIn, now }: SaveCheckout,
): Promise<void> => {
  const changed = { ...filledIn, updated_at: toTimestamp(now) };
  await writer
    .insertInto('checkouts')
    .values({ cart_id: cartId, ...changed })
    .modifyEnd(flavor.onDuplicate(['cart_id'], Object.keys(changed)))
    .execute();
};
