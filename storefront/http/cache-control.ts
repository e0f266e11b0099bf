/** Who may keep an answer, and for how long. Every route answers with one of these. */
export const cacheControl = {
  /** Catalog pages: alike for everyone. Browsers ask again, shared caches keep them a minute. */
  catalog: 'public, max-age=0, s-maxage=60, stale-while-revalidate=60',
  /** Files whose name holds their hash. */
  immutable: 'public, max-age=31536000, immutable',
  /** Whatever belongs to one shopper, and every error. */
  private: 'private, no-store',
} as const;
