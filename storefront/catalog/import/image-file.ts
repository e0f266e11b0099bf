import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { findSvgFault } from '../../media/check-svg.ts';
import { errorCodeOf } from '../../media/error-code.ts';
import { findImageKind } from '../../media/image-kind.ts';
import { type MediaExtension, maxMediaBytes } from '../../media/media-store.ts';

/** A picture beside the CSV file, or why it cannot be used. */
export type ImageFile =
  | { readonly bytes: Buffer; readonly extension: MediaExtension }
  | { readonly fault: string };

const notAPicture = 'is no PNG, JPEG, WebP, GIF, AVIF or SVG picture';

/** Reads a picture below `baseDir`, whatever links lead to it. */
export const readImageFile = async (baseDir: string, path: string): Promise<ImageFile> => {
  try {
    const base = await realpath(baseDir);
    const file = await realpath(join(base, path));
    if (!file.startsWith(base.endsWith(sep) ? base : base + sep)) {
      return { fault: 'leads out of the folder of the CSV file' };
    }
    const { size } = await stat(file);
    if (size > maxMediaBytes) return { fault: `is larger than ${maxMediaBytes} bytes` };
    const bytes = await readFile(file);
    const extension = findImageKind(bytes);
    if (extension) return { bytes, extension };
    const fault = findSvgFault(bytes);
    if (!fault) return { bytes, extension: 'svg' };
    return {
      fault:
        fault === 'is no SVG picture' || !/\.svg$/i.test(path)
          ? notAPicture
          : `is an SVG that ${fault}`,
    };
  } catch (error) {
    const code = errorCodeOf(error) ?? '';
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(code))
      return { fault: 'no such file' };
    if (['EISDIR', 'EACCES', 'EPERM'].includes(code)) return { fault: 'cannot be read as a file' };
    throw error;
  }
};
