import { type Minor, parseMinor, toDecimal } from '../money.ts';
import { toHandle, toSearchWords } from './text.ts';

export const sortOrders = [
  'featured',
  'relevance',
  'newest',
  'price-asc',
  'price-desc',
  'title',
] as const;
export type SortOrder = (typeof sortOrders)[number];

export const pageSize = 24;
/** The last page anyone can ask for; deeper ones would make the database count through all before. */
export const lastPage = 500;

/** What a product list shows: the meaning of `/products?…`. */
export type CatalogQuery = {
  readonly text: string;
  /** Handle of a category, null for all. */
  readonly category: string | null;
  /** Handles of brands, sorted; none for all. */
  readonly brands: readonly string[];
  readonly minMinor: Minor | null;
  readonly maxMinor: Minor | null;
  readonly inStock: boolean;
  readonly sort: SortOrder;
  readonly page: number;
};

const maxBrands = 20;

const isSortOrder = (value: string | null): value is SortOrder =>
  sortOrders.includes(value as SortOrder);

const readText = (value: string | null): string => {
  const text = (value ?? '').normalize('NFC').replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim();
  return [...text].slice(0, 100).join('');
};

const readPage = (value: string | null): number =>
  /^\d{1,4}$/.test(value ?? '') ? Math.min(Math.max(Number(value), 1), lastPage) : 1;

const defaultSort = (text: string): SortOrder =>
  toSearchWords(text).length > 0 ? 'relevance' : 'featured';

/** Reads the query of an address. Whatever cannot be meant is left out rather than refused. */
export const parseCatalogQuery = (params: URLSearchParams, currency: string): CatalogQuery => {
  const text = readText(params.get('q'));
  const sort = params.get('sort');
  const fallback = defaultSort(text);
  const [minMinor, maxMinor] = ['min', 'max'].map(
    (name) => parseMinor((params.get(name) ?? '').trim(), currency) ?? null,
  ) as [Minor | null, Minor | null];
  return {
    text,
    category: toHandle(params.get('category') ?? '') || null,
    brands: [...new Set(params.getAll('brand').map(toHandle).filter(Boolean))]
      .sort()
      .slice(0, maxBrands),
    minMinor,
    maxMinor,
    inStock: params.get('stock') === 'in',
    sort: isSortOrder(sort) && (sort !== 'relevance' || fallback === 'relevance') ? sort : fallback,
    page: readPage(params.get('page')),
  };
};

/** The one address of a query: parameters in a fixed order, what is default left out. */
export const toCatalogPath = (query: CatalogQuery, currency: string): string => {
  const params = new URLSearchParams();
  if (query.text) params.set('q', query.text);
  if (query.category) params.set('category', query.category);
  for (const brand of query.brands) params.append('brand', brand);
  if (query.minMinor !== null) params.set('min', toDecimal(query.minMinor, currency));
  if (query.maxMinor !== null) params.set('max', toDecimal(query.maxMinor, currency));
  if (query.inStock) params.set('stock', 'in');
  if (query.sort !== defaultSort(query.text)) params.set('sort', query.sort);
  if (query.page > 1) params.set('page', String(query.page));
  return params.size > 0 ? `/products?${params}` : '/products';
};
