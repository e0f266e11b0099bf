import type { Home } from '../catalog/find-home.ts';
import type { Site } from '../site.ts';
import { Layout } from './layout.tsx';
import { ProductGrid } from './product-card.tsx';

export const HomePage = ({ site, home }: { site: Site; home: Home }) => (
  <Layout site={site} meta={{ title: site.name, description: site.name, canonicalPath: '/shop' }}>
    <h1>{site.name}</h1>
    <ul>
      {home.categories.map(({ handle, name, count }) => (
        <li>
          <a href={`/products?category=${encodeURIComponent(handle)}`}>
            {name} ({count})
          </a>
        </li>
      ))}
    </ul>
    <ProductGrid site={site} cards={home.featured} />
    <ProductGrid site={site} cards={home.reduced} />
  </Layout>
);
