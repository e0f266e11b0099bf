import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import type { Entry } from './entry.ts';
import type { Codec } from './shared-tier.ts';

// MAGIC, 16 bytes of SHA-256 over what follows, the header's length in 4 bytes, header, body.
const magic = Buffer.from('TMC1');
const digestLength = 16;
const lengthAt = magic.length + digestLength;
const headerAt = lengthAt + 4;

/** Larger values are loaded by every process itself. */
const maxBytes = 512 * 1024;
const maxUnpackedBytes = 8 * 1024 * 1024;
/** Below it, or when less than a fifth is saved, packing costs more than it gives. */
const leastPackedBytes = 1_024;
const worthwhileShare = 0.8;

const header = z.strictObject({
  key: z.string(),
  loadedAt: z.number().int(),
  all: z.string(),
  own: z.string().optional(),
  packed: z.boolean(),
});

const pack = promisify(gzip);
const unpack = promisify(gunzip);

const digest = (bytes: Uint8Array): Buffer =>
  hash('sha256', bytes, 'buffer').subarray(0, digestLength);

const packed = async (body: Uint8Array): Promise<Uint8Array | undefined> => {
  if (body.byteLength < leastPackedBytes) return undefined;
  const smaller = await pack(body, { level: constants.Z_BEST_SPEED });
  return smaller.byteLength < body.byteLength * worthwhileShare ? smaller : undefined;
};

/** An entry as another process can read it; undefined when it is not for others. */
export const writeEntry = async <V>(
  key: string,
  { value, loadedAt, version }: Entry<V>,
  codec: Codec<V>,
): Promise<Buffer | undefined> => {
  if (version.all === undefined) return undefined;
  const plain = codec.encode(value);
  if (plain.byteLength > maxUnpackedBytes) return undefined;
  const small = await packed(plain);
  const body = small ?? plain;
  if (body.byteLength > maxBytes) return undefined;
  const head = Buffer.from(
    JSON.stringify({ key, loadedAt, ...version, packed: small !== undefined }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.byteLength);
  const content = Buffer.concat([length, head, body]);
  return Buffer.concat([magic, digest(content), content]);
};

const readIntact = async <V>(bytes: Buffer, key: string, codec: Codec<V>): Promise<Entry<V>> => {
  const content = bytes.subarray(lengthAt);
  const isIntact =
    bytes.byteLength > headerAt &&
    bytes.subarray(0, magic.length).equals(magic) &&
    bytes.subarray(magic.length, lengthAt).equals(digest(content));
  if (!isIntact) throw new Error('not an entry');
  const bodyAt = headerAt + bytes.readUInt32BE(lengthAt);
  const head = header.parse(JSON.parse(bytes.subarray(headerAt, bodyAt).toString()));
  if (head.key !== key) throw new Error('the entry of another key');
  const body = bytes.subarray(bodyAt);
  return {
    value: codec.decode(
      head.packed ? await unpack(body, { maxOutputLength: maxUnpackedBytes }) : body,
    ),
    loadedAt: head.loadedAt,
    version: { all: head.all, own: head.own },
  };
};

/** The entry that `writeEntry` has written down for this key; undefined for anything else. */
export const readEntry = <V>(
  bytes: Buffer,
  key: string,
  codec: Codec<V>,
): Promise<Entry<V> | undefined> => readIntact(bytes, key, codec).catch(() => undefined);
