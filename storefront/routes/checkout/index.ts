import { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import type { Services } from '../../services.ts';
import { seeOther } from '../private-page.ts';
import { addressRoutes } from './address.tsx';
import { findCheckoutContext } from './checkout-context.ts';
import { choiceRoutes } from './choices.tsx';
import { reviewRoutes } from './review.tsx';

/** From the cart to the order, each step one form; nobody has to have an account. */
export const checkoutRoutes = (services: Services): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get('/checkout', async (c) => {
      const checkout = await findCheckoutContext(c, services);
      return seeOther(c, checkout?.isSold ? `/checkout/${checkout.nextStep}` : '/cart');
    })
    .route('/', addressRoutes(services))
    .route('/', choiceRoutes(services))
    .route('/', reviewRoutes(services));
