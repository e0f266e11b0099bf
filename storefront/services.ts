import type { CatalogQuery } from './catalog/catalog-query.ts';
import type { Facets } from './catalog/count-facets.ts';
import type { CategoryTile } from './catalog/find-home.ts';
import type { Assets } from './assets.ts';
import type { Database } from './db/open-database.ts';
import type { PageCache } from './http/page-cache.ts';
import type { Logger } from './logger.ts';
import type { MediaStore } from './media/media-store.ts';
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
  readonly logger: Logger;
  readonly now: () => Date;
  /** False once the process has been asked to stop. */
  readonly isAccepting: () => boolean;
};
