type FormBody = NonNullable<RequestInit['body']>;

/** A browser of a kind: keeps cookies, follows no redirect, and sends forms as pages of the shop do. */
export type ShopVisitor = {
  readonly cookies: Map<string, string>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly post: (
    path: string,
    form?: Record<string, string> | FormBody,
    headers?: Record<string, string>,
  ) => Promise<Response>;
};

export type VisitorOptions = {
  /** The origin that forms claim to come from: the shop's own unless told. */
  readonly formOrigin?: string;
  /**
   * Address in X-Forwarded-For, for a shop that trusts it. Unless told, every request comes from an
   * address of its own, so that no limit by address is met.
   */
  readonly address?: string;
  readonly session?: string;
  /** After this long an answer is not waited for any more. */
  readonly timeoutMs?: number;
};

let sent = 0;

const nextAddress = (): string => {
  sent += 1;
  return `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`;
};

const isForm = (form: Record<string, string> | FormBody): form is Record<string, string> =>
  typeof form === 'object' && Object.getPrototypeOf(form) === Object.prototype;

export const createVisitor = (
  origin: string,
  { formOrigin = origin, address, session, timeoutMs }: VisitorOptions = {},
): ShopVisitor => {
  const cookies = new Map<string, string>(session ? [['session', session]] : []);
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('x-forwarded-for', address ?? nextAddress());
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    const signal = timeoutMs === undefined ? null : AbortSignal.timeout(timeoutMs);
    const response = await fetch(origin + path, { ...init, headers, redirect: 'manual', signal });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { origin: formOrigin, ...headers },
        body: isForm(form) ? new URLSearchParams(form) : form,
      }),
  };
};
