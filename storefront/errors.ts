/** Every reason for which the domain refuses a request. The codes are stable: logs and tests name them. */
export type ErrorCode =
  // what was sent
  | 'MALFORMED_FORM'
  | 'VALIDATION_FAILED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'BODY_TOO_LARGE'
  // who may do it, and how often
  | 'CROSS_ORIGIN'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'BUSY'
  // accounts
  | 'LOGIN_FAILED'
  | 'WRONG_PASSWORD'
  | 'TOKEN_INVALID'
  | 'EMAIL_TAKEN'
  | 'TOO_MANY_ADDRESSES'
  | 'OPEN_ORDERS'
  // cart, checkout, orders, payments
  | 'CART_EMPTY'
  | 'CART_FULL'
  | 'OUT_OF_STOCK'
  | 'PRICE_CHANGED'
  | 'IDEMPOTENCY_MISMATCH'
  | 'NOT_CANCELLABLE'
  | 'SIGNATURE_INVALID'
  | 'PAYMENT_UNAVAILABLE';

/** Message of each field that has to be corrected, by the field's name; shown to people. */
export type FieldProblems = Readonly<Record<string, string>>;

export type ShopErrorOptions = {
  readonly fields?: FieldProblems;
  /** How long to wait before the same request can succeed. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
};

/**
 * A request that the domain refuses for a reason of its own, told from errors of the program.
 * `http/error-status.ts` maps each code to its HTTP status.
 */
export class ShopError extends Error {
  override readonly name = 'ShopError';
  readonly code: ErrorCode;
  readonly fields: FieldProblems;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, { fields = {}, retryAfterSeconds, cause }: ShopErrorOptions = {}) {
    super(code, { cause });
    this.code = code;
    this.fields = fields;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const isShopError = (error: unknown, code?: ErrorCode): error is ShopError =>
  error instanceof ShopError && (code === undefined || error.code === code);
