import type { Product, ProductVariant } from '../catalog/find-product.ts';
import type { ProductCard } from '../catalog/product-card.ts';
import { mediaUrl, type Site } from '../site.ts';
import { Layout } from './layout.tsx';
import { ProductGrid } from './product-card.tsx';

export type ProductPageProps = {
  site: Site;
  product: Product;
  /** The variant the address asks for, null when it asks for none that exists. */
  chosen: ProductVariant | null;
  related: readonly ProductCard[];
};

export const ProductPage = ({ site, product, related }: ProductPageProps) => (
  <Layout
    site={site}
    meta={{
      title: product.seoTitle || product.title,
      description: product.seoDescription,
      canonicalPath: `/products/${encodeURIComponent(product.handle)}`,
    }}
  >
    <h1>{product.title}</h1>
    {product.images.map(
      ({ mediaPath, alt }) => mediaPath && <img src={mediaUrl(mediaPath)} alt={alt} width="800" height="800" />,
    )}
    <div dangerouslySetInnerHTML={{ __html: product.descriptionHtml }} />
    <ProductGrid site={site} cards={related} />
  </Layout>
);
