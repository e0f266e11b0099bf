import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toHandle, toSearchWords, toSortKey } from '../../../storefront/catalog/text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 600 });

describe('toSortKey', () => {
  it.each([
    ['Crème BRÛLÉE', 'creme brulee'],
    ['  Lamp  ', 'lamp'],
    ['cafe\u0301', 'cafe'],
    ['Ångström', 'angstrom'],
    ['ﬁsh', 'fish'],
    ['ＡＢＣ', 'abc'],
    ['½ price', '1⁄2 price'],
    ['straße', 'straße'],
    ['İstanbul', 'istanbul'],
    ['名前', '名前'],
    ['🌊 Mug', '🌊 mug'],
    ['', ''],
  ])('turns %j into %j', (text, key) => {
    expect(toSortKey(text)).toBe(key);
  });

  it('has at most 255 characters, none cut in half', () => {
    expect(toSortKey(`${'a'.repeat(254)}🌊🌊`)).toBe(`${'a'.repeat(254)}🌊`);
  });

  it('is the same for a text with its accents composed or not', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toSortKey(text.normalize('NFC'))).toBe(toSortKey(text.normalize('NFD')));
      }),
    );
  });
});

describe('toHandle', () => {
  it.each([
    ['Crème & Co', 'creme-co'],
    ['--Already-a-handle--', 'already-a-handle'],
    ['100% Wool / Size 10½', '100-wool-size-101-2'],
    ['../../etc/passwd', 'etc-passwd'],
    ["Fox's Post Office", 'fox-s-post-office'],
    ['Größe S', 'große-s'],
    ['日本 茶', '日本-茶'],
    ['?!', ''],
    ['', ''],
  ])('turns %j into %j', (text, handle) => {
    expect(toHandle(text)).toBe(handle);
  });

  it('does not end in a dash where a long text was cut', () => {
    expect(toHandle(`${'a'.repeat(190)} b`)).toBe('a'.repeat(190));
  });

  it('holds letters, digits and single dashes inside, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const handle = toHandle(text);

        expect(handle).toMatch(/^(?:[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)?$/u);
        expect(Array.from(handle).length).toBeLessThanOrEqual(191);
        expect(handle.isWellFormed()).toBe(true);
      }),
    );
  });

  it('leaves a handle as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toHandle(toHandle(text))).toBe(toHandle(text));
      }),
    );
  });
});

describe('toSearchWords', () => {
  it.each([
    ['Blue  LAMP', ['blue', 'lamp']],
    ['crème-brûlée', ['creme', 'brulee']],
    ['lamp lamp Lamp', ['lamp']],
    ['the lamp for the table', ['lamp', 'table']],
    ['the', ['the']],
    ['to be', ['to', 'be']],
    ['"lamp" OR +shade* -(x)', ['lamp', 'shade', 'x']],
    ["o'neill", ['o', 'neill']],
    ['a b c d e f g h i j', ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'j']],
    ['', []],
    ['%_*', []],
  ])('finds in %j the words %j', (text, words) => {
    expect(toSearchWords(text)).toEqual(words);
  });

  it('gives at most eight words that no query language understands, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = toSearchWords(text);

        expect(words.length).toBeLessThanOrEqual(8);
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
      }),
    );
  });
});
