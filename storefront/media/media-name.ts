import { createHash } from 'node:crypto';
import type { MediaExtension } from './media-store.ts';

/** The name under which a picture is stored: half of its SHA-256 and its kind. */
export const mediaNameOf = (bytes: Uint8Array, extension: MediaExtension): string =>
  `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${extension}`;
