import type { CatalogQuery } from '../catalog/catalog-query.ts';
import type { Facets } from '../catalog/count-facets.ts';
import type { CategoryTile } from '../catalog/find-home.ts';
import type { ProductCard } from '../catalog/product-card.ts';
import { mediaUrl, type Site } from '../site.ts';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { Layout } from './layout.tsx';
import { EmptyList } from './list/empty-list.tsx';
import { Filters } from './list/filters.tsx';
import { ActiveFilters, SortChoice } from './list/list-toolbar.tsx';
import { Paging } from './list/paging.tsx';
import { findActiveFilters, findCanonicalPath } from './list/query-changes.ts';
import { categoryPath } from './paths.ts';
import { ProductGrid } from './product-card.tsx';
import { isRaster } from './share-image.ts';
import { icons } from './shell/icons.tsx';
import { buildBreadcrumbs } from './structured-data.ts';
import { countOf } from './words.ts';

export type ProductListPageProps = {
  site: Site;
  query: CatalogQuery;
  category: CategoryTile | null;
  categories: readonly CategoryTile[];
  cards: readonly ProductCard[];
  facets: Facets;
  pageCount: number;
};

const titleOf = ({ query, category, facets }: ProductListPageProps): string => {
  if (query.text) return `Results for “${query.text}”`;
  if (category) return category.name;
  const [brand, ...more] = query.brands;
  const name = facets.brands.find(({ handle }) => handle === brand)?.name;
  return name && more.length === 0 ? name : 'All products';
};

export const ProductListPage = (props: ProductListPageProps) => {
  const { site, query, category, categories, cards, facets, pageCount } = props;
  const title = titleOf(props);
  const active = findActiveFilters(site, query, category?.name, facets.brands);
  const trail = [
    { name: 'Shop', path: '/shop' },
    category
      ? { name: category.name, path: categoryPath(category.handle) }
      : { name: title, path: '/products' },
  ];
  const count = countOf(facets.total, 'product');
  return (
    <Layout
      site={site}
      searchText={query.text}
      categories={categories}
      activeCategory={query.category}
      meta={{
        title: `${title}${query.page > 1 ? `, page ${query.page}` : ''} · ${site.name}`,
        description: `${title} at ${site.name}: ${count} with clear prices and honest stock.`,
        canonicalPath: findCanonicalPath(query, pageCount, site.currency),
        imagePath: isRaster(category?.mediaPath) ? mediaUrl(category.mediaPath) : undefined,
        structuredData: category ? [buildBreadcrumbs(site, trail)] : [],
      }}
    >
      <Breadcrumbs trail={trail} />
      <div class="list-head">
        <h1>{title}</h1>
        <p class="list-count" data-announce>
          {count}
        </p>
      </div>
      <div class="list">
        <details class="list-filters" id="list-filters">
          <summary>
            {icons.filter}
            <span>Filters{active.length > 0 && ` (${active.length})`}</span>
          </summary>
          <h2 class="visually-hidden">Filters</h2>
          <Filters site={site} query={query} facets={facets} categoryName={category?.name} />
        </details>
        <div class="list-results">
          <div class="list-toolbar">
            {active.length > 0 && <ActiveFilters filters={active} />}
            <SortChoice query={query} />
          </div>
          <h2 class="visually-hidden">Products</h2>
          {cards.length > 0 ? (
            <ProductGrid site={site} cards={cards} eagerCount={3} />
          ) : (
            <EmptyList site={site} query={query} total={facets.total} categories={categories} />
          )}
          {pageCount > 1 && cards.length > 0 && (
            <Paging site={site} query={query} pageCount={pageCount} />
          )}
        </div>
      </div>
    </Layout>
  );
};
