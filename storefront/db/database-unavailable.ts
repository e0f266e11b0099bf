/** Why a database could not be asked, or did not answer. The words are stable: logs and tests use them. */
export type UnavailableReason =
  // the server or the way to it
  | 'no-answer'
  | 'refused'
  | 'lost'
  | 'name-not-found'
  | 'read-only'
  | 'too-many-connections'
  | 'access-denied'
  | 'failed'
  // its certificate
  | 'certificate-expired'
  | 'certificate-of-another-host'
  | 'unknown-authority'
  | 'no-tls'
  // this process
  | 'busy'
  | 'too-slow';

type Details = {
  readonly cause?: unknown;
  /** True when a commit was sent and its answer did not come. */
  readonly mayHaveCommitted?: boolean;
};

/** The database was not there for a request: nothing is wrong with the request itself. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  readonly endpoint: string;
  readonly reason: UnavailableReason;
  readonly mayHaveCommitted: boolean;

  constructor(
    endpoint: string,
    reason: UnavailableReason,
    { cause, mayHaveCommitted = false }: Details = {},
  ) {
    const hasMessage = typeof cause === 'object' && cause !== null && 'message' in cause;
    const detail = hasMessage ? `: ${cause.message}` : '';
    super(`database ${endpoint}: ${reason}${detail}`, { cause });
    this.endpoint = endpoint;
    this.reason = reason;
    this.mayHaveCommitted = mayHaveCommitted;
  }
}
