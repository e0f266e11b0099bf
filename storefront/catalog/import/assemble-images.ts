import type { CatalogImage } from '../catalog-product.ts';
import type { Report, VariantRow } from './assemble-options.ts';
import { keyOfImage, readImageSource } from './image-source.ts';
import type { LocateImage } from './locate-image.ts';
import type { FileProduct } from './scratch.ts';
import type { ImageFields, StoredRow } from './stored-row.ts';

type ImageRow = StoredRow & { readonly image: ImageFields };

export type AssembledImages = {
  readonly images: readonly CatalogImage[];
  readonly origins: FileProduct['images'];
  /** Index of the image that a variant shows. */
  readonly indexFor: (row: VariantRow, publicOrigin: string | undefined) => number | null;
};

/** Images with a position come first, in its order; the same picture counts once. */
const inOrder = (rows: readonly StoredRow[]): readonly ImageRow[] =>
  rows
    .filter((row): row is ImageRow => row.image !== null && row.image.source !== '')
    .toSorted(
      (a, b) => (a.image.position ?? Infinity) - (b.image.position ?? Infinity) || a.line - b.line,
    );

/** The images of a product's rows; those that cannot be used are reported. */
export const assembleImages = async (
  rows: readonly StoredRow[],
  locate: LocateImage,
  report: Report,
): Promise<AssembledImages> => {
  const images: CatalogImage[] = [];
  const origins: { line: number; file: string | null }[] = [];
  const indexByKey = new Map<string, number>();
  const indexByPicture = new Map<string, number>();

  for (const { line, image } of inOrder(rows)) {
    const found = await locate(image.source);
    if (typeof found === 'string') {
      report(line, 'imageSource', found);
      // A variant that shows it is not wrong as well.
      const source = readImageSource(image.source, undefined);
      indexByKey.set(typeof source === 'string' ? image.source : keyOfImage(source), 0);
      continue;
    }
    const { key, mediaPath, sourceUrl, file } = found;
    const picture = mediaPath ?? sourceUrl ?? '';
    const index = indexByPicture.get(picture) ?? images.length;
    indexByKey.set(key, index);
    if (index < images.length) continue;
    indexByPicture.set(picture, index);
    images.push({ mediaPath, sourceUrl, alt: image.alt });
    origins.push({ line, file });
  }

  const indexFor: AssembledImages['indexFor'] = ({ line, variant }, publicOrigin) => {
    if (variant.imageSource === '') return null;
    const source = readImageSource(variant.imageSource, publicOrigin);
    const key = typeof source === 'string' ? variant.imageSource : keyOfImage(source);
    const index = indexByKey.get(key);
    if (index !== undefined) return index;
    report(line, 'variantImage', `“${variant.imageSource}” is not one of the product's images`);
    return null;
  };
  return { images, origins, indexFor };
};
