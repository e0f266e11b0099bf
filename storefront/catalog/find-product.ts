import type { Database } from '../db/open-database.ts';
import type { Minor } from '../money.ts';

export type ProductImage = { readonly mediaPath: string | null; readonly alt: string };

export type ProductVariant = {
  readonly id: number;
  readonly options: readonly string[];
  readonly sku: string | null;
  readonly priceMinor: Minor;
  readonly compareAtMinor: Minor | null;
  readonly stock: number;
  /** Index into the product's images. */
  readonly image: number | null;
};

/** A published product with all that its page shows. */
export type Product = {
  readonly id: number;
  readonly handle: string;
  readonly title: string;
  readonly descriptionHtml: string;
  readonly brand: { readonly handle: string; readonly name: string } | null;
  readonly categories: readonly { readonly handle: string; readonly name: string }[];
  readonly optionNames: readonly string[];
  readonly seoTitle: string;
  readonly seoDescription: string;
  readonly images: readonly ProductImage[];
  readonly variants: readonly ProductVariant[];
};

/** Reads a published product by its handle, or undefined when there is none. */
export const findProduct = async (
  { reader }: Database,
  handle: string,
): Promise<Product | undefined> => {
  const row = await reader
    .selectFrom('products as p')
    .leftJoin('brands as b', 'b.id', 'p.brand_id')
    .selectAll('p')
    .select(['b.handle as brandHandle', 'b.name as brandName'])
    .where('p.handle', '=', handle)
    .where('p.status', '=', 'published')
    .executeTakeFirst();
  if (!row) return undefined;

  const images = await reader
    .selectFrom('product_images')
    .select(['position', 'media_path', 'alt'])
    .where('product_id', '=', row.id)
    .orderBy('position')
    .execute();
  const variants = await reader
    .selectFrom('product_variants')
    .selectAll()
    .where('product_id', '=', row.id)
    .orderBy('position')
    .execute();
  const categories = await reader
    .selectFrom('product_categories as pc')
    .innerJoin('categories as c', 'c.id', 'pc.category_id')
    .select(['c.handle', 'c.name'])
    .where('pc.product_id', '=', row.id)
    .orderBy('pc.position')
    .execute();

  const optionNames = [row.option1_name, row.option2_name, row.option3_name].filter(Boolean);
  const imageIndex = (position: number | null) => {
    const index = images.findIndex((image) => image.position === position);
    return index === -1 ? null : index;
  };
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    descriptionHtml: row.description_html,
    brand:
      row.brandHandle && row.brandName ? { handle: row.brandHandle, name: row.brandName } : null,
    categories,
    optionNames,
    seoTitle: row.seo_title,
    seoDescription: row.seo_description,
    images: images.map(({ media_path, alt }) => ({ mediaPath: media_path, alt })),
    variants: variants.map((variant) => ({
      id: variant.id,
      options: [variant.option1, variant.option2, variant.option3].slice(0, optionNames.length),
      sku: variant.sku,
      priceMinor: variant.price_minor,
      compareAtMinor: variant.compare_at_minor,
      stock: variant.stock,
      image: imageIndex(variant.image_position),
    })),
  };
};
