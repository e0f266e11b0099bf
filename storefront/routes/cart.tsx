import { Hono } from 'hono';
import * as z from 'zod';
import { addToCart } from '../cart/add-to-cart.ts';
import { adjustCart } from '../cart/adjust-cart.ts';
import { maxQuantity } from '../cart/cart-limits.ts';
import { emptyCart } from '../cart/empty-cart.ts';
import { countCart, findCart } from '../cart/find-cart.ts';
import { setQuantity } from '../cart/set-quantity.ts';
import { computeTotals } from '../checkout/order-totals.ts';
import { isShopError, ShopError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { cacheControl } from '../http/cache-control.ts';
import { readForm } from '../http/form.ts';
import type { Services } from '../services.ts';
import { CartPage, toCartNotice } from '../views/cart/cart-page.tsx';
import { findCartOwner, getCartOwner } from './cart-owner.ts';
import { privatePage, seeOther } from './private-page.ts';

const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

const quantity = (least: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, 'Enter a whole number.')
    .transform(Number)
    .refine(
      (count) => count >= least && count <= maxQuantity,
      `Enter a number up to ${maxQuantity}.`,
    );

const itemForm = z.object({ variant_id: id, quantity: quantity(1) });
const quantityForm = z.object({ quantity: quantity(0) });

/** The cart: shown by GET, changed by forms. */
export const cartRoutes = (services: Services): Hono<AppEnv> => {
  const { database, site, commerce, now } = services;

  return new Hono<AppEnv>()
    .get('/cart', async (c) => {
      const owner = await findCartOwner(c, services);
      const cart = owner && (await findCart(database.writer, owner, now()));
      const lines = cart?.lines ?? [];
      const sold = lines.filter(({ state }) => state === 'ok' || state === 'reduced');
      return privatePage(
        c,
        <CartPage
          site={site}
          lines={lines}
          totals={computeTotals(sold, commerce.rules)}
          rules={commerce.rules}
          notice={toCartNotice(c.req.query('notice'))}
        />,
      );
    })
    .get('/cart/badge', async (c) => {
      const owner = await findCartOwner(c, services);
      const count = owner ? await countCart(database.writer, owner, now()) : 0;
      return c.json({ count }, 200, { 'cache-control': cacheControl.private });
    })
    .post('/cart/items', async (c) => {
      const wantsJson = c.req.header('accept')?.startsWith('application/json') === true;
      const form = await readForm(c, itemForm);
      if (!form.ok) {
        if ('variant_id' in form.problems) throw new ShopError('NOT_FOUND');
        if (wantsJson) throw new ShopError('VALIDATION_FAILED', { fields: form.problems });
        return seeOther(c, '/cart?notice=quantity');
      }
      const owner = await getCartOwner(c, services);
      const { variant_id: variantId, quantity } = form.data;
      try {
        const { isComplete } = await addToCart(database, {
          owner,
          variantId,
          quantity,
          now: now(),
        });
        if (!wantsJson) return seeOther(c, isComplete ? '/cart' : '/cart?notice=reduced');
      } catch (error) {
        if (wantsJson) throw error;
        if (isShopError(error, 'OUT_OF_STOCK')) return seeOther(c, '/cart?notice=sold-out');
        if (isShopError(error, 'CART_FULL')) return seeOther(c, '/cart?notice=full');
        throw error;
      }
      const count = await countCart(database.writer, owner, now());
      return c.json({ count }, 200, { 'cache-control': cacheControl.private });
    })
    .post('/cart/items/:variantId', async (c) => {
      const variant = id.safeParse(c.req.param('variantId'));
      const form = await readForm(c, quantityForm);
      const owner = await findCartOwner(c, services);
      if (!variant.success) throw new ShopError('NOT_FOUND');
      if (!form.ok) return seeOther(c, '/cart?notice=quantity');
      if (!owner) return seeOther(c, '/cart');
      const { isComplete } = await setQuantity(database, {
        owner,
        variantId: variant.data,
        quantity: form.data.quantity,
        now: now(),
      });
      return seeOther(c, isComplete ? '/cart' : '/cart?notice=reduced');
    })
    .post('/cart/adjust', async (c) => {
      const owner = await findCartOwner(c, services);
      if (owner) await adjustCart(database, { owner, now: now() });
      return seeOther(c, '/cart');
    })
    .post('/cart/empty', async (c) => {
      const owner = await findCartOwner(c, services);
      if (owner) await emptyCart(database, { owner, now: now() });
      return seeOther(c, '/cart');
    });
};
