/** The one address of a product's page, with the variant that is chosen on it. */
export const toProductPath = (handle: string, variantId: number | null): string =>
  `/products/${handle}?variant=${variantId ?? ''}`;

/** The product whose page has this address. */
export const findHandle = (path: string): string | undefined =>
  /^\/products\/([^?]+)\?variant=/.exec(path)?.[1];
