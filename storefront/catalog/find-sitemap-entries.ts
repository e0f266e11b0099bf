import type { Database } from '../db/open-database.ts';

const sitemapPageSize = 10_000;

export type SitemapEntries = {
  readonly pageCount: number;
  /** `changed` is a day, `2026-11-22`. */
  readonly entries: readonly { readonly handle: string; readonly changed: string }[];
};

/** One page of the published products, the longest in the shop first; pages count from 1. */
export const findSitemapEntries = async (
  { reader }: Database,
  page: number,
): Promise<SitemapEntries> => {
  const published = reader.selectFrom('products').where('status', '=', 'published');
  const { count } = await published
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await published
    .select(['handle', 'updated_at'])
    .orderBy('id')
    .limit(sitemapPageSize)
    .offset((Math.max(page, 1) - 1) * sitemapPageSize)
    .execute();
  return {
    pageCount: Math.max(Math.ceil(count / sitemapPageSize), 1),
    entries: rows.map(({ handle, updated_at }) => ({ handle, changed: updated_at.slice(0, 10) })),
  };
};
