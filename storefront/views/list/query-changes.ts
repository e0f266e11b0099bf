import { type CatalogQuery, toCatalogPath } from '../../catalog/catalog-query.ts';
import type { Facets } from '../../catalog/count-facets.ts';
import type { Site } from '../../site.ts';
import { nameOfHandle } from '../words.ts';

const pathOf = (site: Site, query: CatalogQuery, change: Partial<CatalogQuery>): string =>
  toCatalogPath({ ...query, page: 1, ...change }, site.currency);

/** The list without a sentence of search: its default order is another one. */
const withoutText = (query: CatalogQuery): Partial<CatalogQuery> => ({
  text: '',
  sort: query.sort === 'relevance' ? 'featured' : query.sort,
});

/** A filter that is chosen, and the address of the list without it. */
export type ActiveFilter = { readonly label: string; readonly path: string };

const priceLabel = (site: Site, { minMinor, maxMinor }: CatalogQuery): string => {
  if (minMinor !== null && maxMinor !== null) {
    return `${site.formatMoney(minMinor)} to ${site.formatMoney(maxMinor)}`;
  }
  return minMinor !== null
    ? `From ${site.formatMoney(minMinor)}`
    : `Up to ${site.formatMoney(maxMinor ?? 0)}`;
};

/** What is chosen, in the order of the filters. */
export const findActiveFilters = (
  site: Site,
  query: CatalogQuery,
  categoryName: string | undefined,
  brands: Facets['brands'],
): readonly ActiveFilter[] => {
  const filters: ActiveFilter[] = [];
  const add = (label: string, change: Partial<CatalogQuery>) =>
    filters.push({ label, path: pathOf(site, query, change) });
  if (query.text) add(`“${query.text}”`, withoutText(query));
  if (categoryName !== undefined) add(categoryName, { category: null });
  for (const handle of query.brands) {
    const name = brands.find((brand) => brand.handle === handle)?.name ?? nameOfHandle(handle);
    add(name, { brands: query.brands.filter((other) => other !== handle) });
  }
  if (query.minMinor !== null || query.maxMinor !== null) {
    add(priceLabel(site, query), { minMinor: null, maxMinor: null });
  }
  if (query.inStock) add('In stock', { inStock: false });
  return filters;
};

/**
 * The path search engines should know a list by, or undefined when they should leave it out: texts
 * searched for, prices, stock, and more than one filter make more lists than anyone looks for.
 */
export const findCanonicalPath = (
  query: CatalogQuery,
  pageCount: number,
  currency: string,
): string | undefined => {
  const { text, category, brands, minMinor, maxMinor, inStock, page } = query;
  const filters = (category === null ? 0 : 1) + brands.length;
  const isNarrowed = text !== '' || minMinor !== null || maxMinor !== null || inStock;
  if (isNarrowed || filters > 1 || page > pageCount) return undefined;
  return toCatalogPath({ ...query, sort: 'featured' }, currency);
};

/** Pages to link: the first, the last and those around the current one; null is a gap. */
export const pageWindow = (page: number, pageCount: number): readonly (number | null)[] => {
  const wanted = [1, page - 1, page, page + 1, pageCount].filter(
    (number) => number >= 1 && number <= pageCount,
  );
  const pages = [...new Set(wanted)].sort((a, b) => a - b);
  return pages.flatMap((number, index) => {
    const missing = number - (pages[index - 1] ?? 0) - 1;
    if (missing === 0) return [number];
    return missing === 1 ? [number - 1, number] : [null, number];
  });
};
