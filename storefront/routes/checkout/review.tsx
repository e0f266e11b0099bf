import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { createToken } from '../../accounts/token.ts';
import { placeOrder } from '../../checkout/place-order.ts';
import { describeShown, isShown } from '../../checkout/shown-order.ts';
import { isShopError, ShopError } from '../../errors.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { readForm } from '../../http/form.ts';
import { findProvider } from '../../payments/payment-provider.ts';
import { startPayment } from '../../payments/start-payment.ts';
import type { Services } from '../../services.ts';
import { ReviewStep } from '../../views/checkout/review-step.tsx';
import { findCartOwner } from '../cart-owner.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { shopOrigin } from '../shop-origin.ts';
import { findCheckoutContext } from './checkout-context.ts';

const form = z.object({
  idempotency_key: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/),
  shown: z.string().refine(isShown),
});

/** The last step: everything once more, then the order. */
export const reviewRoutes = (services: Services): Hono<AppEnv> => {
  const { database, site, commerce, metrics, now } = services;
  const { rules, providers, paymentExpiryMinutes } = commerce;

  /** @param shownBefore what another review has shown, when something was different in it. */
  const render = async (c: Context<AppEnv>, shownBefore?: string) => {
    const checkout = await findCheckoutContext(c, services);
    if (!checkout) return seeOther(c, '/cart');
    const { cart, totals, details, nextStep, isSold } = checkout;
    if (!isSold) return seeOther(c, shownBefore === undefined ? '/cart' : '/cart?notice=stock');
    const provider = findProvider(providers, details?.paymentProvider ?? '');
    if (!details || !provider || nextStep !== 'review') return seeOther(c, `/checkout/${nextStep}`);
    return privatePage(
      c,
      <ReviewStep
        site={site}
        cart={cart}
        totals={totals}
        details={details}
        provider={provider}
        idempotencyKey={createToken()}
        shown={describeShown(cart.lines, totals, details)}
        shownBefore={shownBefore}
      />,
      shownBefore === undefined ? 200 : 409,
    );
  };

  /** Where to go with a new order: to its payment page, or to the order itself. */
  const findWayOn = async (c: Context<AppEnv>, reference: string): Promise<string> => {
    const orderPath = `/orders/${reference}`;
    try {
      const origin = shopOrigin(c, services);
      const url = await startPayment(database, { reference, providers, site, origin, now: now() });
      return url ?? `${orderPath}?notice=placed`;
    } catch (error) {
      if (!isShopError(error, 'PAYMENT_UNAVAILABLE')) throw error;
      metrics.countPaymentFailure();
      services.logger.error({ message: 'a payment could not be started', reference, error });
      return `${orderPath}?notice=unavailable`;
    }
  };

  return new Hono<AppEnv>()
    .get('/checkout/review', (c) => render(c))
    .post('/checkout/review', async (c) => {
      const sent = await readForm(c, form);
      if (!sent.ok) throw new ShopError('MALFORMED_FORM');
      const owner = await findCartOwner(c, services);
      if (!owner) return seeOther(c, '/cart');
      const { idempotency_key: idempotencyKey, shown } = sent.data;
      try {
        const { reference, isNew } = await placeOrder(database, {
          owner,
          idempotencyKey,
          shown,
          rules,
          providers,
          currency: site.currency,
          paymentExpiryMinutes,
          now: now(),
        });
        if (isNew) metrics.countOrder();
        return seeOther(c, await findWayOn(c, reference));
      } catch (error) {
        if (isShopError(error, 'PRICE_CHANGED')) return render(c, shown);
        if (isShopError(error, 'OUT_OF_STOCK')) return seeOther(c, '/cart?notice=stock');
        if (isShopError(error, 'CART_EMPTY')) return seeOther(c, '/cart');
        throw error;
      }
    });
};
