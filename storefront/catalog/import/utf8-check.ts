import { isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';

/** Thrown for a file that is not a well-formed CSV file in UTF-8. */
export class CsvFileError extends Error {
  override readonly name = 'CsvFileError';
  readonly line: number;
  readonly column: string;

  constructor(line: number, reason: string, column = '') {
    super(reason);
    this.line = line;
    this.column = column;
  }
}

const lineFeed = 0x0a;

const countLines = (bytes: Uint8Array): number => {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1))
    lines += 1;
  return lines;
};

/** Index at which the last character of a chunk is cut off, or the chunk's length. */
const cutOff = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return size > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) break;
  }
  return bytes.length;
};

/** Passes bytes through and fails with a {@link CsvFileError} at the first that is not UTF-8. */
export const checkUtf8 = (): Transform => {
  let rest = Buffer.alloc(0);
  let lines = 0;
  const findFault = (bytes: Buffer): CsvFileError | undefined => {
    if (isUtf8(bytes)) return undefined;
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, start);
      if (end === -1 || !isUtf8(bytes.subarray(start, end))) break;
      start = end + 1;
    }
    return new CsvFileError(
      lines + countLines(bytes.subarray(0, start)) + 1,
      'the file is not UTF-8 text here: save it as “CSV UTF-8”',
    );
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const end = cutOff(bytes);
      const whole = bytes.subarray(0, end);
      rest = Buffer.from(bytes.subarray(end));
      const fault = findFault(whole);
      lines += countLines(whole);
      done(fault, whole);
    },
    flush(done) {
      done(findFault(rest));
    },
  });
};
