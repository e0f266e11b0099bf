import { type fetchImage, ImageFetchError } from '../../media/fetch-image.ts';
import { mediaNameOf } from '../../media/media-name.ts';
import type { MediaStore } from '../../media/media-store.ts';
import type { CatalogImage, CatalogProduct } from '../catalog-product.ts';
import type { ProblemList } from './row-problem.ts';
import type { FileProduct } from './scratch.ts';

export type PictureOptions = {
  readonly media: MediaStore;
  readonly dryRun: boolean;
  readonly fetchImages: boolean;
  readonly fetchImage: typeof fetchImage;
  readonly signal: AbortSignal | undefined;
  readonly warnings: ProblemList;
  readonly column: string;
};

const inParallel = 4;

const forEachInParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>) => {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: inParallel }, async () => {
      for (const item of queue) await work(item);
    }),
  );
};

/** The picture that the shop has of each address already. */
const storedPictures = (stored: CatalogProduct | undefined): ReadonlyMap<string, string> =>
  new Map(
    (stored?.images ?? []).flatMap(({ sourceUrl, mediaPath }) =>
      sourceUrl && mediaPath ? [[sourceUrl, mediaPath] as const] : [],
    ),
  );

/** The media path of a fetched picture; null, with a warning, when there is none to be had. */
const takeIn = async (url: string, lines: readonly number[], options: PictureOptions) => {
  const { media, dryRun, fetchImage, signal, warnings, column } = options;
  try {
    const { bytes, extension } = await fetchImage(url, { signal });
    return dryRun ? mediaNameOf(bytes, extension) : await media.put(bytes, extension);
  } catch (error) {
    if (!(error instanceof ImageFetchError)) throw error;
    for (const line of lines) warnings.add(line, column, `“${url}” ${error.message}`);
    return null;
  }
};

/**
 * Gives the images of some products the stored picture of their address, fetching what is not in
 * the store yet if that is asked for. What cannot be fetched is a warning, and keeps its address.
 */
export const findPictures = async (
  documents: readonly FileProduct[],
  stored: ReadonlyMap<string, CatalogProduct>,
  options: PictureOptions,
): Promise<readonly FileProduct[]> => {
  const pictures = new Map<string, string | null>();
  const linesOf = new Map<string, number[]>();
  for (const { product, images } of documents) {
    const known = storedPictures(stored.get(product.handle));
    for (const [index, { sourceUrl }] of product.images.entries()) {
      if (!sourceUrl) continue;
      const picture = known.get(sourceUrl);
      if (picture) pictures.set(sourceUrl, picture);
      if (!options.fetchImages || (picture && (await options.media.has(picture)))) continue;
      linesOf.set(sourceUrl, [...(linesOf.get(sourceUrl) ?? []), images[index]?.line ?? 0]);
    }
  }
  await forEachInParallel([...linesOf], async ([url, lines]) => {
    const picture = await takeIn(url, lines, options);
    if (picture) pictures.set(url, picture);
  });

  const withPicture = (image: CatalogImage): CatalogImage =>
    image.sourceUrl ? { ...image, mediaPath: pictures.get(image.sourceUrl) ?? null } : image;
  return documents.map((document) => ({
    ...document,
    product: { ...document.product, images: document.product.images.map(withPicture) },
  }));
};
