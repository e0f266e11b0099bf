import { LRUCache } from 'lru-cache';
import { mediaNameOf } from '../../media/media-name.ts';
import type { MediaStore } from '../../media/media-store.ts';
import { readImageFile } from './image-file.ts';
import { keyOfImage, readImageSource } from './image-source.ts';

export type LocatedImage = {
  /** The same for every way to write the same source. */
  readonly key: string;
  readonly mediaPath: string | null;
  readonly sourceUrl: string | null;
  /** Path below the CSV file's folder of a picture that is still to be stored. */
  readonly file: string | null;
};

/** Finds what Image Src names, or says why it cannot be used. Stores and fetches nothing. */
export type LocateImage = (source: string) => Promise<LocatedImage | string>;

export const createImageLocator = (
  baseDir: string,
  media: MediaStore,
  publicOrigin: string | undefined,
): LocateImage => {
  const known = new LRUCache<string, LocatedImage | string>({ max: 5_000 });

  const locate: LocateImage = async (text) => {
    const source = readImageSource(text, publicOrigin);
    if (typeof source === 'string') return `“${text}” ${source}`;
    const key = keyOfImage(source);
    if (source.kind === 'url') return { key, mediaPath: null, sourceUrl: source.url, file: null };
    if (source.kind === 'stored') {
      return (await media.has(source.name))
        ? { key, mediaPath: source.name, sourceUrl: null, file: null }
        : `“${text}” is not in the media store`;
    }
    const image = await readImageFile(baseDir, source.path);
    if ('fault' in image) return `“${text}”: ${image.fault}`;
    const mediaPath = mediaNameOf(image.bytes, image.extension);
    return { key, mediaPath, sourceUrl: null, file: source.path };
  };

  return async (text) => {
    const found = known.get(text) ?? (await locate(text));
    known.set(text, found);
    return found;
  };
};
