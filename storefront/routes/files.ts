import { Hono } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { cacheControl } from '../http/cache-control.ts';
import { contentTypeOf } from '../http/content-type.ts';
import type { Services } from '../services.ts';

/** A picture opened by itself runs nothing and loads nothing, whatever is in it. */
const mediaPolicy = "default-src 'none'; sandbox";

/** Files under hashed names: the build's own, and the pictures of products. */
export const fileRoutes = ({ assets, media }: Services): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get('/static/:name', (c) => {
      const name = c.req.param('name');
      const content = assets.read(name);
      if (!content) return c.notFound();
      return new Response(content, {
        headers: { 'content-type': contentTypeOf(name), 'cache-control': cacheControl.immutable },
      });
    })
    .get('/media/:name', async (c) => {
      const name = c.req.param('name');
      const content = await media.read(name);
      if (!content) return c.notFound();
      return new Response(content as Uint8Array<ArrayBuffer>, {
        headers: {
          'content-type': contentTypeOf(name),
          'cache-control': cacheControl.immutable,
          'content-security-policy': mediaPolicy,
        },
      });
    })
    .get('/favicon.ico', (c) => c.redirect(assets.path('favicon.svg'), 302));
