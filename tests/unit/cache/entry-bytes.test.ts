import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Entry } from '../../../storefront/cache/entry.ts';
import { readEntry, writeEntry } from '../../../storefront/cache/entry-bytes.ts';
import { jsonCodec } from '../../../storefront/cache/shared-tier.ts';

const codec = jsonCodec<string>();

const entryOf = (value: string, version = { all: 'v', own: undefined }): Entry<string> => ({
  value,
  loadedAt: 1_000,
  version,
});

const written = async (key: string, entry: Entry<string>): Promise<Buffer> => {
  const bytes = await writeEntry(key, entry, codec);
  if (!bytes) throw new Error('not written');
  return bytes;
};

describe('an entry as bytes', () => {
  it('is read as it was written', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', maxLength: 5_000 }),
        fc.option(fc.string(), { nil: undefined }),
        async (key, value, own) => {
          const entry = { value, loadedAt: 1_000, version: { all: 'v', own } };
          expect(await readEntry(await written(key, entry), key, codec)).toEqual(entry);
        },
      ),
    ));

  it('is nothing when any byte of it has changed, or when it ends early', async () => {
    const bytes = await written('key', entryOf('text '.repeat(400)));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.byteLength - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = Buffer.from(bytes);
          changed.writeUInt8(changed.readUInt8(at) ^ by, at);

          expect(await readEntry(changed, 'key', codec)).toBeUndefined();
          expect(await readEntry(bytes.subarray(0, at), 'key', codec)).toBeUndefined();
        },
      ),
    );
  });

  it('is nothing when it is noise', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        expect(await readEntry(Buffer.from(noise), 'key', codec)).toBeUndefined();
      }),
    ));

  it('is nothing under another key', async () => {
    expect(await readEntry(await written('key', entryOf('text')), 'other', codec)).toBeUndefined();
  });

  it('is packed where that makes it smaller, and only there', async () => {
    const dull = await written('key', entryOf('text '.repeat(2_000)));
    const noise = Buffer.from(
      Array.from({ length: 2_000 }, (_, n) => (n * 7_919 * n + (n % 13) * 31) % 256),
    ).toString('base64');
    const lively = await written('key', entryOf(noise));

    expect(dull.byteLength).toBeLessThan(1_000);
    expect(lively.includes(noise.slice(0, 40)) || lively.byteLength < noise.length).toBe(true);
    expect((await readEntry(lively, 'key', codec))?.value).toBe(noise);
  });

  it('is not written when it is large, or when nobody knows how new it is', async () => {
    const large = Array.from({ length: 300_000 }, (_, n) => (n * n * 2_654_435_761).toString(36));

    expect(await writeEntry('key', entryOf(large.join('')), codec)).toBeUndefined();
    expect(
      await writeEntry(
        'key',
        { ...entryOf('x'), version: { all: undefined, own: undefined } },
        codec,
      ),
    ).toBeUndefined();
  });
});
