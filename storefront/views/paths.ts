/** Where a category's products are listed. */
export const categoryPath = (handle: string): string =>
  `/products?category=${encodeURIComponent(handle)}`;

/** Where a brand's products are listed. */
export const brandPath = (handle: string): string =>
  `/products?brand=${encodeURIComponent(handle)}`;

/** A product's page, showing one of its variants when asked to. */
export const productPath = (handle: string, variantId?: number): string =>
  `/products/${encodeURIComponent(handle)}${variantId === undefined ? '' : `?variant=${variantId}`}`;
