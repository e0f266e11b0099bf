import { type Minor, toDecimal } from '../../money.ts';
import type { CatalogImage, CatalogProduct, CatalogVariant } from '../catalog-product.ts';
import { type Column, columnNames, columns } from '../import/columns.ts';

type Cells = Partial<Record<Column, string>>;

export type RowFormat = { readonly currency: string; readonly publicOrigin: string | undefined };

export const headerRow: readonly string[] = columns.map((column) => columnNames[column][0]);

const sourceOf = ({ sourceUrl, mediaPath }: CatalogImage, { publicOrigin }: RowFormat): string =>
  sourceUrl ?? `${publicOrigin ?? ''}/media/${mediaPath}`;

const productCells = (product: CatalogProduct): Cells => ({
  title: product.title,
  description: product.descriptionHtml,
  vendor: product.brand ?? '',
  type: product.categories[0] ?? '',
  tags: product.keywords.join(', '),
  published: String(product.published),
  option1Name: product.optionNames[0] ?? 'Title',
  option2Name: product.optionNames[1] ?? '',
  option3Name: product.optionNames[2] ?? '',
  seoTitle: product.seoTitle,
  seoDescription: product.seoDescription,
  status: product.published ? 'active' : 'draft',
});

const variantCells = (
  variant: CatalogVariant,
  { optionNames, images }: CatalogProduct,
  format: RowFormat,
): Cells => {
  const amount = (minor: Minor | null) => (minor === null ? '' : toDecimal(minor, format.currency));
  const image = variant.image === null ? undefined : images[variant.image];
  const [option1, option2, option3] =
    optionNames.length === 0 ? ['Default Title'] : variant.options;
  return {
    option1Value: option1 ?? '',
    option2Value: option2 ?? '',
    option3Value: option3 ?? '',
    sku: variant.sku ?? '',
    grams: variant.weightGrams === null ? '' : String(variant.weightGrams),
    quantity: variant.stock === null ? '' : String(variant.stock),
    price: amount(variant.priceMinor),
    compareAt: amount(variant.compareAtMinor),
    barcode: variant.barcode,
    variantImage: image ? sourceOf(image, format) : '',
  };
};

const imageCells = (image: CatalogImage, index: number, format: RowFormat): Cells => ({
  imageSource: sourceOf(image, format),
  imagePosition: String(index + 1),
  imageAlt: image.alt,
});

/** A product as rows of the older header style: variants, images and further categories side by side. */
export const toProductRows = (
  product: CatalogProduct,
  format: RowFormat,
): readonly (readonly string[])[] => {
  const collections = product.categories.slice(1);
  const count = Math.max(1, product.variants.length, product.images.length, collections.length);
  return Array.from({ length: count }, (_, index) => {
    const variant = product.variants[index];
    const image = product.images[index];
    const cells: Cells = {
      handle: product.handle,
      ...(index === 0 && productCells(product)),
      ...(variant && variantCells(variant, product, format)),
      ...(image && imageCells(image, index, format)),
      collection: collections[index] ?? '',
    };
    return columns.map((column) => cells[column] ?? '');
  });
};
