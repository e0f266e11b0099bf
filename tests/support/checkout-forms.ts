import type { ShopVisitor } from './shop-visitor.ts';
import { someAddress } from './shopping.ts';

/** The hidden fields of the form that a page sends somewhere. */
export const hiddenFields = (html: string, action: string): Record<string, string> => {
  const form =
    new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(html)?.[1] ?? '';
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
};

/**
 * Goes through the checkout up to the review, and returns the fields of its form.
 * @throws when a step is not taken.
 */
export const goToReview = async (
  visitor: ShopVisitor,
  { provider = 'on-delivery' }: { provider?: string } = {},
): Promise<Record<string, string>> => {
  const steps = [
    ['/checkout/address', someAddress],
    ['/checkout/delivery', { delivery_method: 'standard' }],
    ['/checkout/payment', { payment_provider: provider }],
  ] as const;
  for (const [path, form] of steps) {
    const { status } = await visitor.post(path, form);
    if (status !== 303) throw new Error(`${path} was answered with ${status}`);
  }
  const review = await visitor.get('/checkout/review');
  return hiddenFields(await review.text(), '/checkout/review');
};
