import type { CatalogQuery, SortOrder } from '../../catalog/catalog-query.ts';
import { icons } from '../shell/icons.tsx';
import type { ActiveFilter } from './query-changes.ts';

const sortLabels: Readonly<Record<SortOrder, string>> = {
  relevance: 'Best match',
  featured: 'Featured',
  newest: 'Newest',
  'price-asc': 'Price: low to high',
  'price-desc': 'Price: high to low',
  title: 'Title: A to Z',
};

/** Belongs to the filters' form, so that a new order keeps what is chosen. */
export const SortChoice = ({ query }: { query: CatalogQuery }) => (
  <div class="sort">
    <label for="sort">Sort by</label>
    <select id="sort" name="sort" form="filters">
      {Object.entries(sortLabels).map(
        ([order, label]) =>
          (order !== 'relevance' || query.text !== '') && (
            <option value={order} selected={order === query.sort}>
              {label}
            </option>
          ),
      )}
    </select>
    <button class="button button--secondary without-script" type="submit" form="filters">
      Sort
    </button>
  </div>
);

export const ActiveFilters = ({ filters }: { filters: readonly ActiveFilter[] }) => (
  <div class="chips">
    <h2 class="visually-hidden">Chosen filters</h2>
    <ul>
      {filters.map(({ label, path }) => (
        <li>
          <a class="chip" href={path} data-visit>
            <span class="visually-hidden">Remove </span>
            {label}
            {icons.close}
          </a>
        </li>
      ))}
      {filters.length > 1 && (
        <li>
          <a class="chip chip--clear" href="/products" data-visit>
            Clear all
          </a>
        </li>
      )}
    </ul>
  </div>
);
