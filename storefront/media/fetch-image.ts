import { lookup as systemLookup } from 'node:dns';
import { type ClientRequestArgs, get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import type { LookupFunction } from 'node:net';
import { errorCodeOf } from './error-code.ts';
import { findImageKind } from './image-kind.ts';
import { isLinkLocal } from './link-local.ts';
import { type MediaExtension, maxMediaBytes } from './media-store.ts';

export type FetchedImage = { readonly bytes: Buffer; readonly extension: MediaExtension };

export type FetchImageOptions = {
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
  readonly lookup?: LookupFunction;
};

/** Why a picture could not be fetched, in words for whoever made the file. */
export class ImageFetchError extends Error {
  override readonly name = 'ImageFetchError';
}

const maxRedirects = 3;

/** Looks a name up and refuses it by its address: the connection then goes to that very address. */
const guarded =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const addresses =
        typeof address === 'string' ? [address] : (address ?? []).map((a) => a.address);
      if (!error && addresses.some(isLinkLocal)) {
        callback(new ImageFetchError('leads to a link-local address'), '', 0);
      } else callback(error, address, family);
    });
  };

const request = (url: URL, options: ClientRequestArgs): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? httpsGet : httpGet;
    get(url, options, resolve).on('error', reject);
  });

const readBody = async (response: IncomingMessage, maxBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new ImageFetchError(`is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const follow = async (url: URL, options: ClientRequestArgs, redirects: number) => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ImageFetchError('leads to an address that is not http or https');
  }
  // A literal address is connected to without a lookup.
  if (isLinkLocal(url.hostname)) throw new ImageFetchError('leads to a link-local address');
  const response = await request(url, options);
  const { statusCode = 0, headers } = response;
  if (statusCode < 300 || statusCode >= 400 || !headers.location) return response;
  response.destroy();
  if (redirects === 0) throw new ImageFetchError(`redirects more than ${maxRedirects} times`);
  if (!URL.canParse(headers.location, url.href)) {
    throw new ImageFetchError('redirects to what is no address');
  }
  return follow(new URL(headers.location, url), options, redirects - 1);
};

/**
 * Fetches a picture over http or https. Its kind is decided by its first bytes, never by what the
 * server says; an SVG is never taken from a server.
 * @throws ImageFetchError when there is no such picture to be had.
 */
export const fetchImage = async (
  address: string,
  {
    timeoutMs = 20_000,
    maxBytes = maxMediaBytes,
    signal,
    lookup = systemLookup as LookupFunction,
  }: FetchImageOptions = {},
): Promise<FetchedImage> => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const options: ClientRequestArgs = {
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    lookup: guarded(lookup),
    headers: {
      accept: 'image/*',
      'accept-encoding': 'identity',
      'user-agent': 'tidemarket-import',
    },
  };
  try {
    const response = await follow(new URL(address), options, maxRedirects);
    if (response.statusCode !== 200) {
      response.destroy();
      throw new ImageFetchError(`the server answers ${response.statusCode}`);
    }
    const bytes = await readBody(response, maxBytes);
    const extension = findImageKind(bytes);
    if (!extension) throw new ImageFetchError('is no PNG, JPEG, WebP, GIF or AVIF picture');
    return { bytes, extension };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ImageFetchError) throw error;
    if (timeout.aborted) throw new ImageFetchError(`takes longer than ${timeoutMs} ms`);
    const reason = errorCodeOf(error) ?? String(error);
    throw new ImageFetchError(`cannot be reached (${reason})`);
  }
};
