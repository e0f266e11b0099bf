import type { Product, ProductVariant } from '../catalog/find-product.ts';
import type { ProductCard } from '../catalog/product-card.ts';
import { mediaUrl, type Site } from '../site.ts';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { Layout } from './layout.tsx';
import { categoryPath, productPath } from './paths.ts';
import { BuyBox } from './product/buy-box.tsx';
import { Gallery } from './product/gallery.tsx';
import { getShownVariant } from './product/option-groups.ts';
import { shorten, toPlainText } from './product/plain-text.ts';
import { ProductGrid } from './product-card.tsx';
import { isRaster } from './share-image.ts';
import type { NavCategory } from './shell/site-header.tsx';
import { buildBreadcrumbs, buildProductData } from './structured-data.ts';

export type ProductPageProps = {
  site: Site;
  product: Product;
  /** The variant the address asks for, null when it asks for none that exists. */
  chosen: ProductVariant | null;
  related: readonly ProductCard[];
  categories?: readonly NavCategory[];
};

export const ProductPage = ({
  site,
  product,
  chosen,
  related,
  categories = [],
}: ProductPageProps) => {
  const shown = getShownVariant(product, chosen);
  const [category] = product.categories;
  const trail = [
    { name: 'Shop', path: '/shop' },
    ...(category ? [{ name: category.name, path: categoryPath(category.handle) }] : []),
    { name: product.title, path: productPath(product.handle) },
  ];
  const description = product.seoDescription || shorten(toPlainText(product.descriptionHtml), 160);
  const image = product.images.find(({ mediaPath }) => isRaster(mediaPath))?.mediaPath;
  return (
    <Layout
      site={site}
      categories={categories}
      activeCategory={category?.handle ?? null}
      meta={{
        title: `${product.seoTitle || product.title} · ${site.name}`,
        description: description || product.title,
        canonicalPath: productPath(product.handle),
        imagePath: image ? mediaUrl(image) : undefined,
        type: 'product',
        structuredData: [
          buildProductData(site, product, description || product.title),
          buildBreadcrumbs(site, trail),
        ],
      }}
    >
      <Breadcrumbs trail={trail} />
      <div class="product">
        <Gallery product={product} shown={shown} />
        <BuyBox site={site} product={product} shown={shown} />
        {product.descriptionHtml && (
          <section class="product-text" aria-labelledby="about">
            <h2 id="about">About it</h2>
            <div class="prose" dangerouslySetInnerHTML={{ __html: product.descriptionHtml }} />
          </section>
        )}
      </div>
      {related.length > 0 && (
        <section class="section" aria-labelledby="related">
          <h2 id="related">You may also like</h2>
          <ProductGrid site={site} cards={related} />
        </section>
      )}
    </Layout>
  );
};
