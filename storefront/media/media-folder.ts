import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaNameOf } from './media-name.ts';
import { contentTypeOf, type MediaStore } from './media-store.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A media store in a folder, which is made when the first picture comes. */
export const createMediaFolder = (folder: string): MediaStore => {
  const has: MediaStore['has'] = async (name) => {
    if (!contentTypeOf(name)) return false;
    try {
      return (await stat(join(folder, name))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };

  return {
    has,

    put: async (bytes, extension) => {
      const name = mediaNameOf(bytes, extension);
      if (await has(name)) return name;
      await mkdir(folder, { recursive: true });
      // Renamed when whole, so that a reader never sees half a picture.
      const temporary = join(folder, `.${name}.${randomUUID()}`);
      try {
        await writeFile(temporary, bytes, { flag: 'wx' });
        await rename(temporary, join(folder, name));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      return name;
    },

    read: async (name) => {
      const contentType = contentTypeOf(name);
      if (!contentType) return undefined;
      try {
        return { bytes: await readFile(join(folder, name)), contentType };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
};
