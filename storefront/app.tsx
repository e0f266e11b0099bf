import { routePath } from 'hono/route';
import { Hono } from 'hono';
import type { AppEnv } from './http/app-env.ts';
import { cacheControl } from './http/cache-control.ts';
import { catalogRoutes } from './routes/catalog.tsx';
import { fileRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { sitemapRoutes } from './routes/sitemap.ts';
import type { Services } from './services.ts';
import { ErrorPage } from './views/error-page.tsx';
import { renderHtml } from './views/render-html.ts';

/** The storefront's routes over its services. */
export const createApp = (services: Services): Hono<AppEnv> => {
  const { site, logger } = services;
  const app = new Hono<AppEnv>();

  app.use(async (c, next) => {
    const startedAt = performance.now();
    await next();
    logger.info({
      message: 'request',
      request_id: c.get('requestId'),
      method: c.req.method,
      path: c.req.path,
      route: routePath(c, -1),
      status: c.res.status,
      duration_ms: Math.round((performance.now() - startedAt) * 1000) / 1000,
      cache: c.get('cache'),
    });
  });

  app.route('/', healthRoutes(services));
  app.route('/', fileRoutes(services));
  app.route('/', sitemapRoutes(services));
  app.route('/', catalogRoutes(services));

  app.notFound((c) =>
    c.html(renderHtml(<ErrorPage site={site} status={404} />), 404, {
      'cache-control': cacheControl.private,
    }),
  );

  app.onError((error, c) => {
    const requestId = c.get('requestId');
    logger.error({ message: 'request failed', request_id: requestId, path: c.req.path, error });
    return c.html(renderHtml(<ErrorPage site={site} status={500} requestId={requestId} />), 500, {
      'cache-control': cacheControl.private,
    });
  });

  return app;
};
