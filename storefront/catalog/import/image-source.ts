import { posix } from 'node:path';
import { isMediaName } from '../../media/media-store.ts';

/** Where a picture is, as the cell Image Src says it. */
export type ImageSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'stored'; readonly name: string };

const readUrl = (text: string, publicOrigin: string | undefined): ImageSource | string => {
  if (publicOrigin && text.startsWith(`${publicOrigin}/media/`)) {
    return readImageSource(text.slice(publicOrigin.length), publicOrigin);
  }
  if (!URL.canParse(text)) return 'is no address';
  const { username, password } = new URL(text);
  // Shoppers get to see the address.
  return username || password ? 'holds a user or password' : { kind: 'url', url: text };
};

/** Reads a picture's source, or says why it can be none. Two ways to write one file read alike. */
export const readImageSource = (
  text: string,
  publicOrigin: string | undefined,
): ImageSource | string => {
  if (/^https?:\/\//i.test(text)) return readUrl(text, publicOrigin);
  if (text.startsWith('/media/')) {
    const name = text.slice('/media/'.length);
    return isMediaName(name) ? { kind: 'stored', name } : 'is not the name of a stored picture';
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return 'is neither a file nor an http or https address';
  const path = posix.normalize(text);
  if (text.includes('\\')) return 'holds a backslash: separate folders by /';
  if (posix.isAbsolute(path) || path.split('/').includes('..') || text.split('/').includes('..')) {
    return 'must be below the folder of the CSV file';
  }
  return { kind: 'file', path };
};

/** One text for one picture, by which an image and the variants that show it are matched. */
export const keyOfImage = (source: ImageSource): string =>
  source.kind === 'file' ? `file:${source.path}` : source.kind === 'url' ? source.url : source.name;
