import { DatabaseUnavailable, type UnavailableReason } from '../database-unavailable.ts';

/** MySQL's and MariaDB's numbers for what a connection does not outlive, or a server cannot do now. */
const byNumber: ReadonlyMap<unknown, UnavailableReason> = new Map([
  // --read-only and --super-read-only; innodb_read_only; a read-only transaction
  ...([1290, 1836, 1792] as const).map((errno) => [errno, 'read-only'] as const),
  // wrong user or password; the account is locked
  ...([1045, 1698, 3118, 4151] as const).map((errno) => [errno, 'access-denied'] as const),
  ...([1040, 1203, 1226] as const).map((errno) => [errno, 'too-many-connections'] as const),
  // shutdown; killed; killed; idle for too long
  ...([1053, 1927, 3169, 4031] as const).map((errno) => [errno, 'lost'] as const),
]);

const byCode: Readonly<Record<string, UnavailableReason>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  PROTOCOL_CONNECTION_LOST: 'lost',
  ETIMEDOUT: 'no-answer',
  EHOSTUNREACH: 'no-answer',
  ENETUNREACH: 'no-answer',
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  HANDSHAKE_NO_SSL_SUPPORT: 'no-tls',
};

/** mysql2 puts a code of its own over that of TLS, so it is told by OpenSSL's and Node's words. */
const tlsErrorCode = 'HANDSHAKE_SSL_ERROR';
const byMessage: readonly (readonly [RegExp, UnavailableReason])[] = [
  [/certificate has expired|not yet valid/, 'certificate-expired'],
  [/does not match certificate/, 'certificate-of-another-host'],
  [/self-signed|unable to (get|verify)|certificate signature failure/, 'unknown-authority'],
];

const tlsReason = ({ code, message }: Known): UnavailableReason | undefined =>
  code === tlsErrorCode
    ? (byMessage.find(([words]) => words.test(String(message)))?.[1] ?? 'failed')
    : undefined;

type Known = {
  readonly errno?: unknown;
  readonly code?: unknown;
  readonly fatal?: unknown;
  readonly message?: unknown;
};

// By its fields: an error of Node itself need not be an instance of this realm's Error.
const isObject = (error: unknown): error is Known => typeof error === 'object' && error !== null;

const reasonOf = (error: unknown): UnavailableReason | undefined => {
  if (!isObject(error)) return undefined;
  // mysql2 marks what ends the connection, whatever it was.
  return (
    byNumber.get(error.errno) ??
    tlsReason(error) ??
    byCode[String(error.code)] ??
    (error.fatal === true ? 'lost' : undefined)
  );
};

/**
 * What a statement has failed with: a connection that must not be used again, or undefined for an
 * error of the statement's own.
 */
export const toUnavailable = (
  endpoint: string,
  error: unknown,
): DatabaseUnavailable | undefined => {
  if (error instanceof DatabaseUnavailable) return error;
  const reason = reasonOf(error);
  return reason && new DatabaseUnavailable(endpoint, reason, { cause: error });
};

/** What connecting has failed with: whatever it was, there is no connection. */
export const toConnectError = (endpoint: string, error: unknown): DatabaseUnavailable =>
  toUnavailable(endpoint, error) ?? new DatabaseUnavailable(endpoint, 'failed', { cause: error });
