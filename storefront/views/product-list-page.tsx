import type { CatalogQuery } from '../catalog/catalog-query.ts';
import { toCatalogPath } from '../catalog/catalog-query.ts';
import type { Facets } from '../catalog/count-facets.ts';
import type { CategoryTile } from '../catalog/find-home.ts';
import type { ProductCard } from '../catalog/product-card.ts';
import type { Site } from '../site.ts';
import { Layout } from './layout.tsx';
import { ProductGrid } from './product-card.tsx';

export type ProductListPageProps = {
  site: Site;
  query: CatalogQuery;
  category: CategoryTile | null;
  cards: readonly ProductCard[];
  facets: Facets;
  pageCount: number;
};

export const ProductListPage = ({ site, query, category, cards, facets, pageCount }: ProductListPageProps) => (
  <Layout
    site={site}
    searchText={query.text}
    meta={{
      title: category?.name ?? 'All products',
      description: site.name,
      canonicalPath: toCatalogPath(query, site.currency),
    }}
  >
    <h1>{category?.name ?? 'All products'}</h1>
    <p>{facets.total} products</p>
    <ProductGrid site={site} cards={cards} />
    <p>
      Page {query.page} of {pageCount}
    </p>
  </Layout>
);
