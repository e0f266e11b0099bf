import type { MediaExtension } from './media-store.ts';

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** The kind of a raster picture by its first bytes, whatever it is called; undefined for others. */
export const findImageKind = (bytes: Uint8Array): Exclude<MediaExtension, 'svg'> | undefined => {
  if (latin1(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (latin1(bytes, 0, 3) === '\xff\xd8\xff') return 'jpg';
  if (/^GIF8[79]a$/.test(latin1(bytes, 0, 6))) return 'gif';
  if (latin1(bytes, 0, 4) === 'RIFF' && latin1(bytes, 8, 12) === 'WEBP') return 'webp';
  if (latin1(bytes, 4, 8) === 'ftyp') {
    // AVIF may be the major brand or one of the compatible ones in the first box.
    const end = Math.min(Buffer.from(bytes.subarray(0, 4)).readUInt32BE(0), 128);
    const brands: readonly string[] = latin1(bytes, 8, end).match(/[\s\S]{4}/g) ?? [];
    if (brands.includes('avif') || brands.includes('avis')) return 'avif';
  }
  return undefined;
};
