import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import { equalSecrets } from './equal-secrets.ts';

export type ClientAddressSettings = {
  /** What CloudFront proves itself with in `x-origin-secret`; without one it is never believed. */
  readonly originSecret: string | undefined;
  /** `alb` when requests can come from our load balancer only. */
  readonly trustProxy: 'none' | 'alb';
};

export type ForwardingHeaders = {
  readonly originSecret: string | undefined;
  readonly viewerAddress: string | undefined;
  readonly forwardedFor: string | undefined;
};

/** The address itself: no zone, no IPv6 clothes around IPv4. Undefined for anything else. */
const normalise = (text: string): string | undefined => {
  const address = text
    .trim()
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '');
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? address : new URL(`http://[${address}]`).hostname.slice(1, -1);
};

/** `ADDRESS:PORT`, where an IPv6 address may stand with or without brackets. */
const withoutPort = (text: string): string | undefined => {
  const match = /^(?:\[([^\]]+)\]|(.+)):\d{1,5}$/.exec(text.trim());
  return match ? normalise(match[1] ?? match[2] ?? '') : undefined;
};

/**
 * The address of the client that sent a request. A header is believed only from who must have
 * written it: CloudFront's with the origin secret beside it; the last entry of X-Forwarded-For
 * where nothing but our load balancer can reach this process. Else it is the connection's own.
 */
export const clientAddress = (
  headers: ForwardingHeaders,
  socketAddress: string | undefined,
  { originSecret, trustProxy }: ClientAddressSettings,
): string => {
  if (originSecret && headers.originSecret && equalSecrets(headers.originSecret, originSecret)) {
    const viewer = headers.viewerAddress && withoutPort(headers.viewerAddress);
    if (viewer) return viewer;
  }
  if (trustProxy === 'alb') {
    const last = (headers.forwardedFor ?? '').split(',').at(-1) ?? '';
    const forwarded = normalise(last) ?? withoutPort(last);
    if (forwarded) return forwarded;
  }
  return normalise(socketAddress ?? '') ?? 'unknown';
};

export const findClientAddress = (c: Context<AppEnv>, settings: ClientAddressSettings): string =>
  clientAddress(
    {
      originSecret: c.req.header('x-origin-secret'),
      viewerAddress: c.req.header('cloudfront-viewer-address'),
      forwardedFor: c.req.header('x-forwarded-for'),
    },
    c.env.incoming.socket.remoteAddress,
    settings,
  );

/** Who is limited together: an IPv6 subscriber has a whole /64 to send from. */
export const toNetwork = (address: string): string => {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    groups.push(...Array<string>(Math.max(8 - groups.length - rest.length, 0)).fill('0'), ...rest);
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
};
