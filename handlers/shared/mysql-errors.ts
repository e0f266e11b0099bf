import { types } from 'node:util';

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** What a server says or does not say while it starts, restarts or fails over. */
const unreachable: readonly unknown[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
];

export const isUnreachable = (error: unknown): boolean => unreachable.includes(codeOf(error));

/** The user does not exist, has another password, or must not use this database. */
export const isAccessDenied = (error: unknown): boolean =>
  ['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR'].includes(String(codeOf(error)));

/** What the database said, with its code. A syntax error repeats the statement, so that is cut. */
export const messageOf = (error: unknown): string => {
  if (!types.isNativeError(error)) return String(error);
  const code = codeOf(error);
  const said = code === 'ER_PARSE_ERROR' ? error.message.split(' near ')[0] : error.message;
  return typeof code === 'string' ? `${said} (${code})` : `${said}`;
};
