import { isDeepStrictEqual } from 'node:util';
import type { CatalogProduct } from '../catalog-product.ts';
import { toHandle } from '../text.ts';

export type Verdict = 'created' | 'updated' | 'unchanged';

/** Names under one handle are one brand or category, whose name stays as it was first. */
const isSameName = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && toHandle(a) === toHandle(b));

const areSameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, index) => isSameName(name, b[index] ?? null));

/** What an import would do with a product of a file, given the one in the shop. */
export const compareProducts = (
  product: CatalogProduct,
  stored: CatalogProduct | undefined,
  { keepStock }: { readonly keepStock: boolean },
): Verdict => {
  if (!stored) return 'created';
  const { brand, categories, variants, ...rest } = product;
  const {
    brand: storedBrand,
    categories: storedCategories,
    variants: storedVariants,
    ...storedRest
  } = stored;
  const isSame =
    isSameName(brand, storedBrand) &&
    areSameNames(categories, storedCategories) &&
    variants.length === storedVariants.length &&
    isDeepStrictEqual(rest, storedRest) &&
    variants.every((variant, index) => {
      const other = storedVariants[index];
      const leavesStock = keepStock || variant.stock === null;
      return isDeepStrictEqual(
        { ...variant, stock: leavesStock ? (other?.stock ?? null) : variant.stock },
        other,
      );
    });
  return isSame ? 'unchanged' : 'updated';
};
