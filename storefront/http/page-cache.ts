import { hash } from 'node:crypto';
import type { Context } from 'hono';
import type { Versions } from '../cache/entry.ts';
import type { Codec, OpenTier } from '../cache/shared-tier.ts';
import { StaleCache } from '../cache/stale-cache.ts';
import type { AppEnv } from './app-env.ts';
import { cacheControl } from './cache-control.ts';

type Page = {
  readonly status: 200 | 404;
  /** Encoded once: writing a string would encode it again for every answer. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
};

type PageHead = { readonly status?: 200 | 404; readonly contentType?: string };

export type RenderedPage = PageHead & { readonly body: string };

export type PageCacheOptions = {
  readonly maxBytes: number;
  readonly now: () => number;
  readonly onLoadError: (error: unknown, key: string) => void;
  readonly versions?: Versions | undefined;
  /** Opens what is shared with other processes. */
  readonly openTier?: OpenTier | undefined;
};

/** Facets are at most 30 seconds old themselves, so that counts on a page stay within a minute. */
const freshMs = 10_000;
const staleMs = 30_000;

const toPage = (
  body: Uint8Array<ArrayBuffer>,
  { status = 200, contentType = 'text/html; charset=utf-8' }: PageHead,
): Page => {
  return {
    status,
    body,
    headers: {
      'content-type': contentType,
      'cache-control': status === 200 ? cacheControl.catalog : cacheControl.private,
      etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`,
    },
  };
};

const codec: Codec<Page> = {
  encode: ({ status, headers, body }) =>
    Buffer.concat([
      Buffer.from(`${JSON.stringify({ status, contentType: headers['content-type'] })}\n`),
      body,
    ]),
  decode: (bytes) => {
    const end = bytes.indexOf('\n');
    // A copy: the page must not keep all that came with it.
    const body = new Uint8Array(bytes.subarray(end + 1));
    return toPage(body, JSON.parse(bytes.subarray(0, end).toString()) as PageHead);
  },
};

const matches = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

/** Keeps rendered catalog pages, which are the same for every shopper, and answers from them. */
export class PageCache {
  readonly #pages: StaleCache<Page>;

  constructor({ maxBytes, now, onLoadError, versions, openTier }: PageCacheOptions) {
    this.#pages = new StaleCache<Page>(
      {
        maxBytes,
        freshMs,
        staleMs,
        sizeOf: ({ body }) => body.byteLength,
        onLoadError,
        versions,
        shared: openTier?.('page', codec),
      },
      now,
    );
  }

  /** Answers with the page of a key; `render` runs when it is missing or too old. */
  async respond(
    c: Context<AppEnv>,
    key: string,
    render: () => Promise<RenderedPage>,
  ): Promise<Response> {
    const { value: page, outcome } = await this.#pages.get(key, async () => {
      const rendered = await render();
      return toPage(Buffer.from(rendered.body), rendered);
    });
    c.set('cache', outcome);
    const ifNoneMatch = c.req.header('if-none-match');
    if (ifNoneMatch && page.status === 200 && matches(ifNoneMatch, page.headers['etag'] ?? '')) {
      const { 'content-type': _, ...headers } = page.headers;
      return new Response(null, { status: 304, headers });
    }
    return new Response(page.body, { status: page.status, headers: page.headers });
  }
}
