import type { Product, ProductVariant } from '../../catalog/find-product.ts';

export type OptionValue = {
  readonly value: string;
  /** The variant that choosing the value leads to. */
  readonly variantId: number;
  readonly isChosen: boolean;
  readonly isSoldOut: boolean;
};

export type OptionGroup = { readonly name: string; readonly values: readonly OptionValue[] };

/** The variant a page shows when its address asks for none: the first that can be bought. */
export const getShownVariant = (
  { variants }: Product,
  chosen: ProductVariant | null,
): ProductVariant | undefined => chosen ?? variants.find(({ stock }) => stock > 0) ?? variants[0];

/** How many other options two variants share; those in stock win between equals. */
const nearness = (variant: ProductVariant, shown: ProductVariant, except: number): number =>
  variant.options.filter((value, index) => index !== except && value === shown.options[index])
    .length + (variant.stock > 0 ? 0.5 : 0);

/** One group per option; each value leads to the variant nearest to the one shown. */
export const buildOptionGroups = (
  product: Product,
  shown: ProductVariant,
): readonly OptionGroup[] =>
  product.optionNames.map((name, option) => {
    const nearest = new Map<string, ProductVariant>();
    for (const variant of product.variants) {
      const value = variant.options[option] ?? '';
      const known = nearest.get(value);
      if (!known || nearness(variant, shown, option) > nearness(known, shown, option)) {
        nearest.set(value, variant);
      }
    }
    nearest.set(shown.options[option] ?? '', shown);
    return {
      name,
      values: [...nearest].map(([value, variant]) => ({
        value,
        variantId: variant.id,
        isChosen: variant === shown,
        isSoldOut: variant.stock <= 0,
      })),
    };
  });
