import type { Passwords } from './accounts/passwords.ts';
import type { SessionLifetimes } from './accounts/session-lifetimes.ts';
import type { Assets } from './assets.ts';
import type { CatalogQuery } from './catalog/catalog-query.ts';
import type { Facets } from './catalog/count-facets.ts';
import type { CategoryTile } from './catalog/find-home.ts';
import type { Commerce } from './commerce.ts';
import type { Database } from './db/open-database.ts';
import type { ClientAddressSettings } from './http/client-address.ts';
import type { Cookies } from './http/cookies.ts';
import type { PageCache } from './http/page-cache.ts';
import type { RateLimits } from './http/rate-limits.ts';
import type { Logger } from './logger.ts';
import type { MediaStore } from './media/media-store.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Site } from './site.ts';

/** What routes work with; made once by the process, closed by it. */
export type Services = {
  readonly site: Site;
  readonly assets: Assets;
  readonly database: Database;
  readonly pages: PageCache;
  /** Facets of a list, at most 30 seconds old while the database answers. */
  readonly facets: (query: CatalogQuery) => Promise<Facets>;
  /** Categories that have products, at most 30 seconds old while the database answers. */
  readonly categories: () => Promise<readonly CategoryTile[]>;
  readonly media: MediaStore;
  readonly cookies: Cookies;
  readonly sessionLifetimes: SessionLifetimes;
  readonly passwords: Passwords;
  readonly rateLimits: RateLimits;
  readonly clientAddress: ClientAddressSettings;
  /** PUBLIC_ORIGIN; undefined where each request's own Host counts as ours. */
  readonly publicOrigin: string | undefined;
  readonly commerce: Commerce;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** False once the process has been asked to stop. */
  readonly isAccepting: () => boolean;
};
