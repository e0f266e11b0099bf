import { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import { ShopError } from './errors.ts';
import type { AppEnv } from './http/app-env.ts';
import { cacheControl } from './http/cache-control.ts';
import { errorStatus } from './http/error-status.ts';
import { findRetryAfter } from './http/find-retry-after.ts';
import { guardForms } from './http/guard-forms.ts';
import { runInRequest } from './request-context.ts';
import { accountRoutes } from './routes/accounts/index.ts';
import { cartRoutes } from './routes/cart.tsx';
import { catalogRoutes } from './routes/catalog.tsx';
import { checkoutRoutes } from './routes/checkout/index.ts';
import { fileRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { mailboxRoutes } from './routes/mailbox.tsx';
import { orderRoutes } from './routes/orders.tsx';
import { paymentRoutes } from './routes/payments.ts';
import { sitemapRoutes } from './routes/sitemap.ts';
import type { Services } from './services.ts';
import { ErrorPage } from './views/error-page.tsx';
import { RefusalPage } from './views/refusal-page.tsx';
import { renderHtml } from './views/render-html.ts';

/** The storefront's routes over its services. */
export const createApp = (services: Services): Hono<AppEnv> => {
  const { site, logger, metrics } = services;
  const app = new Hono<AppEnv>();

  app.use(async (c, next) => {
    const startedAt = performance.now();
    const requestId = String(c.env.outgoing.getHeader('x-request-id'));
    c.set('requestId', requestId);
    await runInRequest(requestId, next);
    // Who keeps connections alive is to ask elsewhere from now on.
    if (!services.isAccepting()) c.header('connection', 'close');
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path;
    const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
    const cache = c.get('cache');
    metrics.countRequest({ route, status: c.res.status, durationMs, cache });
    logger.info({
      message: 'request',
      request_id: requestId,
      method: c.req.method,
      path: c.req.path,
      route,
      status: c.res.status,
      duration_ms: durationMs,
      cache,
    });
  });

  app.route('/', healthRoutes(services));
  app.route('/', fileRoutes(services));
  app.route('/', sitemapRoutes(services));
  app.route('/', catalogRoutes(services));

  // From here on routes read cookies and change things. Catalog pages never come this far.
  app.use(guardForms(services.publicOrigin));
  app.route('/', accountRoutes(services));
  app.route('/', cartRoutes(services));
  app.route('/', checkoutRoutes(services));
  app.route('/', orderRoutes(services));
  app.route('/', paymentRoutes(services));
  app.route('/', mailboxRoutes(services));

  app.notFound((c) =>
    c.html(renderHtml(<ErrorPage site={site} status={404} />), 404, {
      'cache-control': cacheControl.private,
    }),
  );

  app.onError((error, c) => {
    const requestId = c.get('requestId');
    if (error instanceof ShopError) {
      const { code, retryAfterSeconds } = error;
      logger.info({ message: 'request refused', path: c.req.path, code });
      c.header('cache-control', cacheControl.private);
      if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds));
      const page = <RefusalPage site={site} code={code} retryAfterSeconds={retryAfterSeconds} />;
      return c.html(renderHtml(page), errorStatus[code]);
    }
    const retryAfter = findRetryAfter(error);
    if (retryAfter !== undefined) {
      logger.warn({ message: 'request put off', path: c.req.path, error });
      return c.html(renderHtml(<ErrorPage site={site} status={503} requestId={requestId} />), 503, {
        'cache-control': cacheControl.private,
        'retry-after': String(retryAfter),
      });
    }
    logger.error({ message: 'request failed', path: c.req.path, error });
    return c.html(renderHtml(<ErrorPage site={site} status={500} requestId={requestId} />), 500, {
      'cache-control': cacheControl.private,
    });
  });

  return app;
};
