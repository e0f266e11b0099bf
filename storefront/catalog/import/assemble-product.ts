import { toHandle } from '../text.ts';
import { assembleImages } from './assemble-images.ts';
import { assembleOptions, type Report, type VariantRow } from './assemble-options.ts';
import type { LocateImage } from './locate-image.ts';
import type { FileProduct } from './scratch.ts';
import type { StoredRow } from './stored-row.ts';

const maxVariants = 250;
const maxImages = 60;
const maxCategoryNames = 1000;
/** Enough for all variants, images and collections one under the other. */
export const maxRowsPerProduct = 2_000;

const hasVariant = (row: StoredRow): row is VariantRow => row.variant !== null;

const checkTitles = ([first, ...others]: readonly StoredRow[], report: Report): void => {
  if (!first?.title) return;
  for (const { line, title } of others) {
    if (title === '' || title === first.title) continue;
    report(line, 'title', `“${title}” differs from the title on line ${first.line}`);
  }
};

const checkSizes = (
  rows: readonly StoredRow[],
  variants: readonly VariantRow[],
  report: Report,
) => {
  const [first] = rows;
  if (variants.length === 0) {
    report(first?.line ?? 0, 'price', 'no row of this product gives a variant with a price');
  }
  const excess = variants[maxVariants];
  if (excess)
    report(excess.line, 'option1Value', `the product has more than ${maxVariants} variants`);
  const images = rows.filter(({ image }) => image !== null);
  const extra = images[maxImages];
  if (extra) report(extra.line, 'imageSource', `the product has more than ${maxImages} images`);
  const last = rows[maxRowsPerProduct - 1];
  if (last) report(last.line, 'handle', `the product has ${maxRowsPerProduct} rows or more`);
};

/** The type, then the collections, each category once under the name it has first. */
const assembleCategories = (rows: readonly StoredRow[], report: Report): readonly string[] => {
  const names = new Map<string, string>();
  let characters = 0;
  for (const { line, product, collection } of rows) {
    for (const name of [product?.type ?? '', collection]) {
      const handle = toHandle(name);
      if (handle === '' || names.has(handle)) continue;
      names.set(handle, name);
      characters += name.length + 1;
      // The full-text index holds all of a product's categories in one text.
      if (characters <= maxCategoryNames) continue;
      report(
        line,
        'collection',
        `the product's categories have more than ${maxCategoryNames} characters`,
      );
      return [...names.values()];
    }
  }
  return [...names.values()];
};

export type AssembleOptions = {
  readonly locate: LocateImage;
  readonly publicOrigin: string | undefined;
  readonly report: Report;
};

/** Makes one product of its rows, in the order of the file, and reports what does not fit together. */
export const assembleProduct = async (
  position: number,
  handle: string,
  rows: readonly StoredRow[],
  { locate, publicOrigin, report }: AssembleOptions,
): Promise<FileProduct | undefined> => {
  const [first] = rows;
  if (!first?.product) return undefined;
  const variants = rows.filter(hasVariant);
  checkSizes(rows, variants, report);
  checkTitles(rows, report);
  const optionNames = assembleOptions(rows, variants, report);
  const { images, origins, indexFor } = await assembleImages(rows, locate, report);
  const { type: _, ...fields } = first.product;
  return {
    position,
    product: {
      handle,
      title: first.title,
      ...fields,
      categories: assembleCategories(rows, report),
      optionNames,
      images,
      variants: variants.map((row) => {
        const { imageSource: __, options, ...variant } = row.variant;
        return {
          ...variant,
          options: options.slice(0, optionNames.length),
          image: indexFor(row, publicOrigin),
        };
      }),
    },
    images: origins,
  };
};
