import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in cookies and addresses. Whoever holds it is let in: store its hash. */
export const createToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a token, so that a copy of the database opens nothing. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** True for what `createToken` makes; anything else need not be looked up. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
