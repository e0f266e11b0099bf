import type { MediaStore } from '../../media/media-store.ts';
import { readImageFile } from './image-file.ts';
import type { FileProduct } from './scratch.ts';

/** Copies the pictures that lie beside the CSV file into the media store, unless they are there. */
export const storeFiles = async (
  { product, images }: FileProduct,
  baseDir: string,
  media: MediaStore,
): Promise<void> => {
  for (const [index, { file }] of images.entries()) {
    const name = product.images[index]?.mediaPath;
    if (!file || !name || (await media.has(name))) continue;
    const image = await readImageFile(baseDir, file);
    const isSame = 'bytes' in image && (await media.put(image.bytes, image.extension)) === name;
    if (!isSame) throw new Error(`${file} changed while it was being imported`);
  }
};
