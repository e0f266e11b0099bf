import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaStore } from './media-store.ts';

const namePattern = /^[0-9a-f]{32}\.(?:avif|gif|jpg|png|svg|webp)$/;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const orUndefined = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** Pictures in a folder of this machine. */
export const folderMediaStore = (folder: string): MediaStore => {
  const has = async (name: string) =>
    namePattern.test(name) && (await orUndefined(stat(join(folder, name)))) !== undefined;
  return {
    has,
    put: async (bytes, extension) => {
      const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${extension}`;
      if (!namePattern.test(name)) throw new Error(`not a kind of picture: ${extension}`);
      if (await has(name)) return name;
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `.${randomUUID()}`);
      await writeFile(temporary, bytes);
      await rename(temporary, join(folder, name));
      return name;
    },
    read: async (name) =>
      namePattern.test(name) ? orUndefined(readFile(join(folder, name))) : undefined,
  };
};
