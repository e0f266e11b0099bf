import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { emailField } from '../accounts/email-address.ts';
import { isShopError, ShopError } from '../errors.ts';
import { requiredLine } from '../form-fields.ts';
import type { AppEnv } from '../http/app-env.ts';
import { findClientAddress, toNetwork } from '../http/client-address.ts';
import { readForm } from '../http/form.ts';
import { findShopper, getShopper, requireShopper } from '../http/session.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { findOrder, type Order } from '../orders/find-order.ts';
import { findOrders } from '../orders/find-orders.ts';
import { isOrderHolder, trackOrder } from '../orders/order-holders.ts';
import { isOrderReference } from '../orders/order-reference.ts';
import { closePayment } from '../payments/close-payment.ts';
import { startPayment } from '../payments/start-payment.ts';
import type { Services } from '../services.ts';
import { emptyForm, type FormState } from '../views/forms/form-state.ts';
import { OrderListPage } from '../views/orders/order-list-page.tsx';
import { OrderPage, type OrderPageProps, toOrderNotice } from '../views/orders/order-page.tsx';
import { TrackPage } from '../views/orders/track-page.tsx';
import { findGuestHash, getGuestHash } from './cart-owner.ts';
import { privatePage, seeOther } from './private-page.ts';
import { shopOrigin } from './shop-origin.ts';

const trackForm = z.object({ reference: requiredLine('Reference', 60), email: emailField });

/** One answer for a wrong address and for an order that does not exist. */
const notFound = 'There is no order with this reference and e-mail address.';

/** Orders: for the shopper by account, for the guest by browser, and by reference for tracking. */
export const orderRoutes = (services: Services): Hono<AppEnv> => {
  const { database, site, commerce, now, logger, rateLimits } = services;
  const { providers } = commerce;

  const getOrder = async (c: Context<AppEnv>): Promise<Order> => {
    const reference = c.req.param('reference') ?? '';
    const order = isOrderReference(reference)
      ? await findOrder(database.writer, reference)
      : undefined;
    if (!order) throw new ShopError('NOT_FOUND');
    return order;
  };

  const findViewer = async (
    c: Context<AppEnv>,
    order: Order,
  ): Promise<OrderPageProps['viewer']> => {
    const shopper = await findShopper(c, services);
    if (shopper && shopper.userId === order.userId) return 'owner';
    // An order that belongs to an account is seen by that account alone.
    const tokenHash = order.userId === null ? findGuestHash(c, services) : undefined;
    if (tokenHash === undefined) return 'anyone';
    return (await isOrderHolder(database.writer, order.id, tokenHash)) ? 'holder' : 'anyone';
  };

  /** The order of a request that may change it. Whoever may not learns nothing of it. */
  const getOwnOrder = async (c: Context<AppEnv>): Promise<Order> => {
    const order = await getOrder(c);
    if ((await findViewer(c, order)) === 'anyone') throw new ShopError('NOT_FOUND');
    return order;
  };

  const renderTrack = (c: Context<AppEnv>, form: FormState) =>
    privatePage(c, <TrackPage site={site} form={form} />, form === emptyForm ? 200 : 422);

  return new Hono<AppEnv>()
    .get('/orders/track', (c) => renderTrack(c, emptyForm))
    .post('/orders/track', async (c) => {
      const network = toNetwork(findClientAddress(c, services.clientAddress));
      await rateLimits.consume('track-order-by-address', network);
      const form = await readForm(c, trackForm);
      if (!form.ok) return renderTrack(c, form);
      const reference = form.data.reference.toLowerCase().replace(/\s/g, '');
      const { email } = form.data;
      const found = isOrderReference(reference)
        ? await trackOrder(database, {
            reference,
            email,
            tokenHash: getGuestHash(c, services),
            now: now(),
          })
        : false;
      if (!found) return renderTrack(c, { values: form.values, problems: { form: notFound } });
      return seeOther(c, `/orders/${reference}`);
    })
    .get('/orders/:reference', async (c) => {
      const order = await getOrder(c);
      const viewer = await findViewer(c, order);
      const notice = toOrderNotice(c.req.query('notice'));
      return privatePage(
        c,
        <OrderPage site={site} order={order} viewer={viewer} notice={notice} />,
      );
    })
    .post('/orders/:reference/cancel', async (c) => {
      const { reference } = await getOwnOrder(c);
      try {
        const { openPayment } = await cancelOrder(database, { reference, now: now() });
        if (openPayment) await closePayment(openPayment, { providers, logger });
        return seeOther(c, `/orders/${reference}?notice=cancelled`);
      } catch (error) {
        if (isShopError(error, 'NOT_CANCELLABLE'))
          return seeOther(c, `/orders/${reference}?notice=sent`);
        throw error;
      }
    })
    .post('/orders/:reference/pay', async (c) => {
      const { reference } = await getOwnOrder(c);
      const origin = shopOrigin(c, services);
      try {
        const url = await startPayment(database, {
          reference,
          providers,
          site,
          origin,
          now: now(),
        });
        return seeOther(c, url ?? `/orders/${reference}`);
      } catch (error) {
        if (!isShopError(error, 'PAYMENT_UNAVAILABLE')) throw error;
        services.metrics.countPaymentFailure();
        logger.error({ message: 'a payment could not be started', reference, error });
        return seeOther(c, `/orders/${reference}?notice=unavailable`);
      }
    })
    .get('/account/orders', requireShopper(services), async (c) => {
      const { userId } = await getShopper(c, services);
      const asked = c.req.query('page') ?? '';
      const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
      const list = await findOrders(database.writer, { userId, page });
      return privatePage(c, <OrderListPage site={site} page={page} {...list} />);
    })
    .get('/account/orders/:reference', requireShopper(services), async (c) => {
      const order = await getOrder(c);
      const viewer = await findViewer(c, order);
      if (viewer !== 'owner') throw new ShopError('NOT_FOUND');
      return privatePage(
        c,
        <OrderPage
          site={site}
          order={order}
          viewer={viewer}
          notice={toOrderNotice(c.req.query('notice'))}
          isInAccount
        />,
      );
    });
};
