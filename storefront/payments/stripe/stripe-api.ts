import { ShopError } from '../../errors.ts';

export type StripeAnswer = { readonly status: number; readonly body: unknown };

export type StripeApi = {
  readonly get: (path: string) => Promise<StripeAnswer>;
  /** @param key Stripe answers a repeated key with what it answered before. */
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string>>,
    key?: string,
  ) => Promise<StripeAnswer>;
};

const timeoutMs = 10_000;

/** The version of the API that this code was written against. */
const version = '2024-06-20';

/**
 * Stripe's REST API. Answers of 2xx and 4xx are returned, to be understood by the caller.
 * @throws ShopError PAYMENT_UNAVAILABLE for no answer, 401, 429 and 5xx.
 */
export const createStripeApi = (base: string, secretKey: string): StripeApi => {
  const send = async (path: string, init: RequestInit, key?: string): Promise<StripeAnswer> => {
    try {
      const response = await fetch(`${base}${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${secretKey}`,
          'stripe-version': version,
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status } = response;
      if (status >= 500 || status === 429 || status === 401) {
        throw new Error(`Stripe answered ${status}`);
      }
      return { status, body: await response.json() };
    } catch (cause) {
      throw new ShopError('PAYMENT_UNAVAILABLE', { cause });
    }
  };
  return {
    get: (path) => send(path, { method: 'GET' }),
    post: (path, fields, key) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields) }, key),
  };
};
