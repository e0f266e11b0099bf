import { someAddress } from '../../support/shopping.ts';
import type { ShopVisitor } from '../http-safety/shop-visitor.ts';

/** The hidden fields of the form that a page sends somewhere. */
export const hiddenFields = (html: string, action: string): Record<string, string> => {
  const form =
    new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(html)?.[1] ?? '';
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
};

/** Goes through the checkout up to the review, and returns the fields of its form. */
export const goToReview = async (
  visitor: ShopVisitor,
  { provider = 'on-delivery' }: { provider?: string } = {},
): Promise<Record<string, string>> => {
  await visitor.post('/checkout/address', someAddress);
  await visitor.post('/checkout/delivery', { delivery_method: 'standard' });
  await visitor.post('/checkout/payment', { payment_provider: provider });
  const review = await visitor.get('/checkout/review');
  return hiddenFields(await review.text(), '/checkout/review');
};
