import { type CatalogQuery, toCatalogPath } from '../../catalog/catalog-query.ts';
import type { Site } from '../../site.ts';
import { categoryPath } from '../paths.ts';
import type { NavCategory } from '../shell/site-header.tsx';

type EmptyListProps = {
  site: Site;
  query: CatalogQuery;
  total: number;
  categories: readonly NavCategory[];
};

const hasFilters = ({ category, brands, minMinor, maxMinor, inStock }: CatalogQuery): boolean =>
  category !== null || brands.length > 0 || minMinor !== null || maxMinor !== null || inStock;

const adviceOf = (query: CatalogQuery, total: number): string => {
  if (total > 0) return 'The list ends sooner. Start again from its first page.';
  if (query.text === '')
    return 'No product matches all of these filters at once. Take one away, or look around:';
  return hasFilters(query)
    ? `No product matches “${query.text}” with these filters. Take one away, or look around:`
    : `No product matches “${query.text}”. Try fewer or other words, or look around:`;
};

/** Nothing matches, or the page lies past the last one: both lead on. */
export const EmptyList = ({ site, query, total, categories }: EmptyListProps) => (
  <div class="empty">
    <img src={site.asset('empty-shore.svg')} alt="" width="320" height="180" />
    <h2>{total > 0 ? 'This page is past the last one' : 'Nothing has washed up here'}</h2>
    <p>{adviceOf(query, total)}</p>
    <p class="empty-ways">
      {total > 0 ? (
        <a class="button" href={toCatalogPath({ ...query, page: 1 }, site.currency)}>
          To the first page
        </a>
      ) : (
        <a class="button" href="/products">
          See all products
        </a>
      )}
    </p>
    {categories.length > 0 && (
      <ul class="pills" aria-label="Categories to look around in">
        {categories.slice(0, 8).map(({ handle, name }) => (
          <li>
            <a class="pill" href={categoryPath(handle)}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    )}
  </div>
);
