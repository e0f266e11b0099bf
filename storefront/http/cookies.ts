import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** The shop's own cookies. */
export type CookieName = 'session' | 'cart';

export type Cookies = {
  readonly read: (c: Context, name: CookieName) => string | undefined;
  readonly write: (c: Context, name: CookieName, value: string, maxAgeSeconds: number) => void;
  readonly clear: (c: Context, name: CookieName) => void;
};

const common = { httpOnly: true, sameSite: 'Lax', path: '/' } as const;

/** Longest that browsers keep a cookie; hono refuses more. */
const longestSeconds = 400 * 86_400;

/**
 * Cookies that no script can read. Behind https they are called `__Host-…` and Secure, so that
 * neither a sibling domain nor a plain connection can plant one.
 */
export const createCookies = (publicOrigin: string | undefined): Cookies => {
  const secure = publicOrigin?.startsWith('https:') ?? false;
  const nameOf = (name: CookieName) => (secure ? `__Host-${name}` : name);
  const write: Cookies['write'] = (c, name, value, maxAgeSeconds) =>
    setCookie(c, nameOf(name), value, {
      ...common,
      secure,
      maxAge: Math.min(maxAgeSeconds, longestSeconds),
    });
  return {
    read: (c, name) => getCookie(c, nameOf(name)),
    write,
    clear: (c, name) => write(c, name, '', 0),
  };
};
