import { isIPv4 } from 'node:net';
import * as z from 'zod';

export type CacheUrl = {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
};

const shape = 'must be rediss://USER:PASSWORD@HOST:PORT, or redis:// on this machine';

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));

const decode = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return undefined;
  }
};

const cacheUrl = z.string().transform((value, context): CacheUrl => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isTls = url?.protocol === 'rediss:';
  const isPlain = url?.protocol === 'redis:' && isThisMachine(url.hostname);
  const hasMore = url !== undefined && /[^/]/.test(url.pathname + url.search + url.hash);
  if (!url?.hostname || hasMore || !(isTls || isPlain)) {
    // The value itself may hold a password, so it stays out of the message.
    context.addIssue({ code: 'custom', message: shape });
    return z.NEVER;
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    isTls,
    username: decode(url.username),
    password: decode(url.password),
  };
});

/** Where the cache is that processes share; none of it: every process has its own only. */
export const cacheSettings = {
  CACHE_URL: cacheUrl.optional(),
  /** Instead of the URL: always TLS, with the user of a secret. */
  CACHE_HOST: z.string().min(1).optional(),
  CACHE_PORT: z.coerce.number().int().min(1).max(65_535).default(6379),
  /** Name or ARN of a secret, JSON with `username` and `password`. */
  CACHE_SECRET_ID: z.string().min(1).optional(),
  /** PEM file of the cache's certificate authority; unset, those that Node knows. */
  CACHE_CA_FILE: z.string().min(1).optional(),
};

export type CacheConfig = z.output<z.ZodObject<typeof cacheSettings>>;

/** Checks the settings against each other; problems by setting. */
export const checkCache = (config: CacheConfig): Readonly<Record<string, string>> => {
  const { CACHE_URL: url, CACHE_HOST: host, CACHE_SECRET_ID: secret } = config;
  const problems: Record<string, string> = {};
  if (url && host) problems['CACHE_HOST'] = 'stands instead of CACHE_URL';
  if (secret && !host) problems['CACHE_SECRET_ID'] = 'is for CACHE_HOST';
  if (config.CACHE_CA_FILE && !host && !url?.isTls) {
    problems['CACHE_CA_FILE'] = 'is for CACHE_HOST, or a CACHE_URL with rediss';
  }
  return problems;
};
