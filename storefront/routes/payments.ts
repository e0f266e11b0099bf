import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ShopError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import { cacheControl } from '../http/cache-control.ts';
import { findProvider } from '../payments/payment-provider.ts';
import { receiveEvent } from '../payments/receive-event.ts';
import type { Services } from '../services.ts';

const maxBytes = 256 * 1024;

/** Where payment providers tell what became of a payment; each message proves itself by signature. */
export const paymentRoutes = ({
  database,
  commerce,
  logger,
  metrics,
  now,
}: Services): Hono<AppEnv> =>
  new Hono<AppEnv>().post(
    '/webhooks/:provider',
    bodyLimit({
      maxSize: maxBytes,
      onError: () => {
        throw new ShopError('BODY_TOO_LARGE');
      },
    }),
    async (c) => {
      const provider = findProvider(commerce.providers, c.req.param('provider'));
      if (!provider?.hosted) throw new ShopError('NOT_FOUND');
      const body = await c.req.text();
      const event = provider.hosted.readEvent(body, (name) => c.req.header(name), now());
      if (event) {
        const { name } = provider;
        const received = await receiveEvent(database, {
          provider: name,
          event,
          logger,
          now: now(),
        });
        const hasFailed = received === 'settled' && event.kind === 'failed';
        if (hasFailed || received === 'wrong-amount') metrics.countPaymentFailure();
      }
      // Whatever the event meant, it need not be sent again.
      return c.json({ received: true }, 200, { 'cache-control': cacheControl.private });
    },
  );
