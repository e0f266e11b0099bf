import type { ErrorCode } from '../errors.ts';

/** The one place where a reason becomes an HTTP status. */
export const errorStatus = {
  MALFORMED_FORM: 400,
  VALIDATION_FAILED: 422,
  UNSUPPORTED_MEDIA_TYPE: 415,
  BODY_TOO_LARGE: 413,
  CROSS_ORIGIN: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  BUSY: 503,
  LOGIN_FAILED: 422,
  WRONG_PASSWORD: 422,
  TOKEN_INVALID: 410,
  EMAIL_TAKEN: 409,
  TOO_MANY_ADDRESSES: 409,
  OPEN_ORDERS: 409,
  CART_EMPTY: 409,
  CART_FULL: 409,
  OUT_OF_STOCK: 409,
  PRICE_CHANGED: 409,
  IDEMPOTENCY_MISMATCH: 409,
  NOT_CANCELLABLE: 409,
  SIGNATURE_INVALID: 400,
  PAYMENT_UNAVAILABLE: 503,
} as const satisfies Readonly<Record<ErrorCode, number>>;

export type ErrorStatus = (typeof errorStatus)[ErrorCode];
