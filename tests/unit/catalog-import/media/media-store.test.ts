import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folderMediaStore } from '../../../../storefront/media/folder-media-store.ts';
import { findImageKind } from '../../../../storefront/media/image-kind.ts';
import { isLinkLocal } from '../../../../storefront/media/link-local.ts';
import { createTempDir, type TempDir } from '../../../support/temp-dir.ts';

let temp: TempDir;
beforeEach(() => {
  temp = createTempDir();
});
afterEach(() => temp.remove());

describe('folderMediaStore', () => {
  it('keeps a picture once, under a name that follows from its content', async () => {
    const store = folderMediaStore(join(temp.path, 'media'));

    const names = [
      await store.put(Buffer.from('a'), 'png'),
      await store.put(Buffer.from('a'), 'png'),
    ];

    expect(names).toEqual([names[0], 'ca978112ca1bbdcafac231b39a23dc4d.png']);
    expect(readdirSync(join(temp.path, 'media'))).toEqual([names[0]]);
    expect(Buffer.from((await store.read(names[0] ?? '')) ?? []).toString()).toBe('a');
  });

  it.each([
    '../shop.db',
    '',
    '.',
    'a.png',
    `${'0'.repeat(32)}.png/../x`,
    `${'0'.repeat(32)}.exe`,
    `${'0'.repeat(32)}.png\n`,
  ])('has nothing under the name %j', async (name) => {
    const store = folderMediaStore(temp.path);

    expect([await store.has(name), await store.read(name)]).toEqual([false, undefined]);
  });
});

describe('findImageKind', () => {
  it.each([
    ['png', '\x89PNG\r\n\x1a\n...'],
    ['jpg', '\xff\xd8\xff\xe0'],
    ['gif', 'GIF89a'],
    ['webp', 'RIFF\0\0\0\0WEBPVP8 '],
    ['avif', '\0\0\0\x1cftypavif\0\0\0\0mif1miaf'],
    ['avif', '\0\0\0\x1cftypmif1\0\0\0\0avifmiaf'],
    [undefined, '\0\0\0\x1cftypmp42\0\0\0\0isomiaf'],
    [undefined, '<svg></svg>'],
    [undefined, 'RIFF\0\0\0\0WAVE'],
    [undefined, ''],
  ])('finds %s', (kind, text) => {
    expect(findImageKind(Buffer.from(text, 'latin1'))).toBe(kind);
  });
});

describe('isLinkLocal', () => {
  it.each([
    ['169.254.169.254', true],
    ['::ffff:169.254.169.254', true],
    ['[::ffff:a9fe:a9fe]', true],
    ['fe80::1%eth0', true],
    ['[febf::1]', true],
    ['fd00:ec2::254', true],
    ['169.253.0.1', false],
    ['127.0.0.1', false],
    ['2001:db8::1', false],
    ['shop.example', false],
  ])('%s: %s', (address, expected) => {
    expect(isLinkLocal(address)).toBe(expected);
  });
});
