import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

// A zip has local time without a zone, and none before 1980.
const anyTime = new Date(2000, 0, 1);
const readableByAll = 0o100644;

/** A zip of `files` (path -> content); with the same zlib, equal files give equal bytes. */
export const packZip = (files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [path, content] of files) {
    zip.addBuffer(Buffer.from(content), path, {
      mtime: anyTime,
      mode: readableByAll,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  return buffer(zip.outputStream);
};
