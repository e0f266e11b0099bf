import type { Product, ProductVariant } from '../../../storefront/catalog/find-product.ts';

export const testVariant = (id: number, change: Partial<ProductVariant> = {}): ProductVariant => ({
  id,
  options: [],
  sku: `SKU-${id}`,
  priceMinor: 2490,
  compareAtMinor: null,
  stock: 9,
  image: null,
  ...change,
});

export const testProduct = (change: Partial<Product> = {}): Product => ({
  id: 1,
  handle: 'harbour-mug',
  title: 'Harbour Mug',
  descriptionHtml: '<p>Holds tea &amp; warmth.</p>',
  brand: { handle: 'pennyfathom', name: 'Pennyfathom' },
  categories: [{ handle: 'kitchen', name: 'Kitchen' }],
  optionNames: [],
  seoTitle: '',
  seoDescription: '',
  images: [],
  variants: [testVariant(1)],
  ...change,
});
