import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Header, Parser, type ReadEntry } from 'tar';

export type Files = ReadonlyMap<string, Uint8Array>;

const blockBytes = 512;
// Not 0: tar warns of a time that old.
const anyTime = new Date('2000-01-01T00:00:00Z');

const foldersOf = (path: string): string[] => {
  const folder = posix.dirname(path);
  return folder === '.' ? [] : [...foldersOf(folder), folder];
};

const encodeEntry = (path: string, content: Uint8Array | null): Buffer => {
  const size = content?.length ?? 0;
  const block = Buffer.alloc(blockBytes + Math.ceil(size / blockBytes) * blockBytes);
  const header = new Header({
    path: content ? path : `${path}/`,
    type: content ? 'File' : 'Directory',
    mode: content ? 0o644 : 0o755,
    size,
    mtime: anyTime,
    uid: 0,
    gid: 0,
    uname: 'root',
    gname: 'root',
  });
  if (header.encode(block, 0)) throw new Error(`${path}: too long a name for a plain tar header`);
  if (content) block.set(content, blockBytes);
  return block;
};

const byCodeUnits = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** A tar of `files`: sorted, one fixed time, mode and owner, so that equal files give equal bytes. */
export const packTar = (files: Files): Buffer => {
  const folders = new Set([...files.keys()].flatMap(foldersOf));
  const paths = [...folders, ...files.keys()].sort(byCodeUnits);
  return Buffer.concat([
    ...paths.map((path) => encodeEntry(path, files.get(path) ?? null)),
    Buffer.alloc(2 * blockBytes),
  ]);
};

const readEntry = async (entry: ReadEntry): Promise<[string, Uint8Array]> => {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return [entry.path, Buffer.concat(chunks)];
};

/** The files of a tar. @throws when it is no tar. */
export const unpackTar = async (tar: Uint8Array): Promise<Files> => {
  const entries: Promise<[string, Uint8Array]>[] = [];
  const parser = new Parser({ strict: true });
  parser.on('entry', (entry: ReadEntry) =>
    entry.type === 'File' ? entries.push(readEntry(entry)) : entry.resume(),
  );
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve).on('error', reject);
    parser.end(Buffer.from(tar));
  });
  return new Map(await Promise.all(entries));
};

/** Resolves to the tar in gzip. */
export const compress: (tar: Uint8Array) => Promise<Buffer> = promisify(gzip);

/** Resolves to the tar in `tarball`; rejects when it is no gzip. */
export const decompress: (tarball: Uint8Array) => Promise<Buffer> = promisify(gunzip);

export const hash = (tar: Uint8Array): string => createHash('sha256').update(tar).digest('hex');
