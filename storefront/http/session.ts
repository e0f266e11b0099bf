import type { Context, MiddlewareHandler } from 'hono';
import { findSession, type Shopper } from '../accounts/find-session.ts';
import type { Services } from '../services.ts';
import type { AppEnv } from './app-env.ts';
import { cacheControl } from './cache-control.ts';
import { toLocalPath } from './local-path.ts';

/**
 * The shopper of a request, undefined for a guest. Asks the database once per request, and not at
 * all without a session cookie. Never call it for catalog pages: they are the same for everyone.
 */
export const findShopper = (
  c: Context<AppEnv>,
  { cookies, database, sessionLifetimes, now }: Services,
): Promise<Shopper | undefined> => {
  const known = c.get('shopper');
  if (known) return known;
  const token = cookies.read(c, 'session');
  const found = token
    ? findSession(database.writer, sessionLifetimes, token, now())
    : Promise.resolve(undefined);
  c.set('shopper', found);
  return found;
};

/** The shopper of a request that {@link requireShopper} let pass. @throws when there is none. */
export const getShopper = async (c: Context<AppEnv>, services: Services): Promise<Shopper> => {
  const shopper = await findShopper(c, services);
  if (!shopper) throw new Error('this route needs requireShopper before it');
  return shopper;
};

/** The page somebody is on: the one asked for, or the one whose form was sent. */
const findOwnPage = (c: Context<AppEnv>): string => {
  const referer = c.req.header('referer') ?? '';
  const page = c.req.method === 'GET' ? c.req.url : referer;
  if (!URL.canParse(page)) return '/account';
  const { host, pathname, search } = new URL(page);
  const isHere = c.req.method === 'GET' || host === c.req.header('host');
  return isHere ? toLocalPath(pathname + search, '/account') : '/account';
};

/** Sends guests to log in, and from there back to the page they were on. */
export const requireShopper =
  (services: Services): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    if (await findShopper(c, services)) return next();
    c.header('cache-control', cacheControl.private);
    return c.redirect(`/login?next=${encodeURIComponent(findOwnPage(c))}`, 303);
  };
