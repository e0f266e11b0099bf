import type { Product } from '../catalog/find-product.ts';
import { toDecimal } from '../money.ts';
import { mediaUrl, type Site } from '../site.ts';
import { productPath } from './paths.ts';

const context = 'https://schema.org';

/** With more variants than this one range of prices says it all, at a fraction of the size. */
const maxOffers = 20;

const availability = (isAvailable: boolean): string =>
  `${context}/${isAvailable ? 'InStock' : 'OutOfStock'}`;

const buildOffers = (site: Site, { handle, variants }: Product): object => {
  const priceCurrency = site.currency;
  if (variants.length > maxOffers) {
    const prices = variants.map(({ priceMinor }) => priceMinor);
    return {
      '@type': 'AggregateOffer',
      priceCurrency,
      lowPrice: toDecimal(Math.min(...prices), priceCurrency),
      highPrice: toDecimal(Math.max(...prices), priceCurrency),
      offerCount: variants.length,
      availability: availability(variants.some(({ stock }) => stock > 0)),
      url: site.origin + productPath(handle),
    };
  }
  return variants.map(({ id, sku, options, priceMinor, stock }) => ({
    '@type': 'Offer',
    ...(options.length > 0 && { name: options.join(' / ') }),
    ...(sku !== null && { sku }),
    price: toDecimal(priceMinor, priceCurrency),
    priceCurrency,
    availability: availability(stock > 0),
    url: site.origin + productPath(handle, variants.length > 1 ? id : undefined),
  })) as object;
};

/** A product with its offers; `description` is plain text. */
export const buildProductData = (site: Site, product: Product, description: string): object => {
  const images = product.images.flatMap(({ mediaPath }) =>
    mediaPath === null ? [] : [site.origin + mediaUrl(mediaPath)],
  );
  const sku = product.variants[0]?.sku;
  return {
    '@context': context,
    '@type': 'Product',
    name: product.title,
    description,
    url: site.origin + productPath(product.handle),
    ...(images.length > 0 && { image: images }),
    ...(sku && { sku }),
    ...(product.brand && { brand: { '@type': 'Brand', name: product.brand.name } }),
    offers: buildOffers(site, product),
  };
};

export type Crumb = { readonly name: string; readonly path: string };

export const buildBreadcrumbs = (site: Site, trail: readonly Crumb[]): object => ({
  '@context': context,
  '@type': 'BreadcrumbList',
  itemListElement: trail.map(({ name, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: site.origin + path,
  })),
});

export const buildWebsite = (site: Site): object => ({
  '@context': context,
  '@type': 'WebSite',
  name: site.name,
  url: `${site.origin}/shop`,
  potentialAction: {
    '@type': 'SearchAction',
    target: {
      '@type': 'EntryPoint',
      urlTemplate: `${site.origin}/products?q={search_term_string}`,
    },
    'query-input': 'required name=search_term_string',
  },
});

export const buildOrganization = (site: Site): object => ({
  '@context': context,
  '@type': 'Organization',
  name: site.name,
  url: `${site.origin}/`,
  logo: site.origin + site.asset('icon-512.png'),
});
