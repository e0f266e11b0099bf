import { expect } from '@jest/globals';
import { goToReview } from '../../support/checkout-forms.ts';
import type { ShopVisitor } from '../../support/shop-visitor.ts';

export const putIntoCart = (visitor: ShopVisitor, variantId: number): Promise<Response> =>
  visitor.post('/cart/items', { variant_id: String(variantId), quantity: '1' });

/** Goes as far as the last form before the order, and returns its fields. */
export const prepareOrder = async (
  visitor: ShopVisitor,
  variantId: number,
): Promise<Record<string, string>> => {
  await putIntoCart(visitor, variantId);
  return goToReview(visitor);
};

/** Buys one piece as a guest, and returns the order's reference. @throws when it could not. */
export const buy = async (visitor: ShopVisitor, variantId: number): Promise<string> => {
  const response = await visitor.post('/checkout/review', await prepareOrder(visitor, variantId));
  const reference = /^\/orders\/([^?]+)/.exec(response.headers.get('location') ?? '')?.[1];
  if (!reference) throw new Error(`no order: ${response.status} ${await response.text()}`);
  return reference;
};

/** The answer of an outage: to come again, on a page for people. */
export const expectPutOff = async (response: Response): Promise<void> => {
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(await response.text()).toContain('Back in a moment');
};
