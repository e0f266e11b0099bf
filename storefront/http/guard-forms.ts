import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ShopError } from '../errors.ts';
import type { AppEnv } from './app-env.ts';

const maxFormBytes = 64 * 1024;

const isSafe = (method: string): boolean => /^(GET|HEAD|OPTIONS)$/.test(method);

const isFormType = (contentType: string | undefined): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(contentType ?? '');

/**
 * True when a page of ours sent the request. Browsers name the sender in Origin and let no page
 * change it; where it is missing, Sec-Fetch-Site says the same. A request with neither is refused.
 */
const isSameOrigin = (c: Context, publicOrigin: string | undefined): boolean => {
  const origin = c.req.header('origin');
  if (origin === undefined) return c.req.header('sec-fetch-site') === 'same-origin';
  // Without a public origin the shop is reached by whatever name its machine has on the network.
  return origin === (publicOrigin ?? `http://${c.req.header('host')}`);
};

/**
 * Lets a request that may change something pass only when it is a form of at most 64 KB that a page
 * of this shop sent. (hono/csrf looks at some content types only, and lets either header win.)
 * Paths below /webhooks/ are left to their own signatures.
 */
export const guardForms = (publicOrigin: string | undefined): MiddlewareHandler<AppEnv> => {
  const limit = bodyLimit({
    maxSize: maxFormBytes,
    onError: () => {
      throw new ShopError('BODY_TOO_LARGE');
    },
  });
  return (c, next) => {
    if (isSafe(c.req.method) || c.req.path.startsWith('/webhooks/')) return next();
    if (!isSameOrigin(c, publicOrigin)) throw new ShopError('CROSS_ORIGIN');
    if (!isFormType(c.req.header('content-type'))) throw new ShopError('UNSUPPORTED_MEDIA_TYPE');
    return limit(c, next);
  };
};
