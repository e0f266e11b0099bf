import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from './error-code.ts';
import { mediaNameOf } from './media-name.ts';
import { isMediaName, type MediaStore } from './media-store.ts';

const orUndefined = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/** Pictures in a folder of this machine, which is made when the first one comes. */
export const folderMediaStore = (folder: string): MediaStore => {
  const has: MediaStore['has'] = async (name) =>
    isMediaName(name) && (await orUndefined(stat(join(folder, name)))) !== undefined;

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

    read: async (name) =>
      isMediaName(name) ? orUndefined(readFile(join(folder, name))) : undefined,
  };
};
