import type { Versions } from '../cache/entry.ts';
import { jsonCodec, type OpenTier } from '../cache/shared-tier.ts';
import { StaleCache } from '../cache/stale-cache.ts';
import type { Database } from '../db/open-database.ts';
import { type CatalogQuery, toCatalogPath } from './catalog-query.ts';
import { countFacets, type Facets } from './count-facets.ts';
import { type CategoryTile, findCategoryTiles } from './find-home.ts';

export type CachedCatalog = {
  readonly facets: (query: CatalogQuery) => Promise<Facets>;
  readonly categories: () => Promise<readonly CategoryTile[]>;
};

export type CachedCatalogOptions = {
  readonly currency: string;
  readonly now: () => number;
  readonly onLoadError: (error: unknown, key: string) => void;
  readonly versions?: Versions | undefined;
  /** Opens what is shared with other processes. */
  readonly openTier?: OpenTier | undefined;
};

/** Half of the minute that counts may be old; the page they stand on may be as old again. */
const ages = { freshMs: 15_000, staleMs: 30_000 };

/** The counts that many pages share, kept for all of them. */
export const createCachedCatalog = (
  database: Database,
  { currency, now, onLoadError, versions, openTier }: CachedCatalogOptions,
): CachedCatalog => {
  const facets = new StaleCache<Facets>(
    {
      ...ages,
      maxBytes: 8_000_000,
      sizeOf: ({ brands, categories }) => (brands.length + categories.length) * 120,
      onLoadError,
      versions,
      shared: openTier?.('facets', jsonCodec()),
    },
    now,
  );
  const categories = new StaleCache<readonly CategoryTile[]>(
    {
      ...ages,
      maxBytes: 100_000,
      sizeOf: (tiles) => tiles.length * 200,
      onLoadError,
      versions,
      shared: openTier?.('categories', jsonCodec()),
    },
    now,
  );
  return {
    facets: async (query) => {
      const counted = { ...query, page: 1, sort: 'featured' as const };
      const { value } = await facets.get(toCatalogPath(counted, currency), () =>
        countFacets(database, counted),
      );
      return value;
    },
    categories: async () =>
      (await categories.get('categories', () => findCategoryTiles(database))).value,
  };
};
