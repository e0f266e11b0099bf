import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanDescription } from '../../../storefront/catalog/import/clean-description.ts';

/** Tags and attributes that must not be there; reads HTML as the sanitiser writes it. */
const findHarm = (html: string): readonly string[] => {
  const tags = [...html.matchAll(/<\/?(\w+)((?:\s[\w-]+="[^"<>]*")*)(?:\s\/)?>/g)];
  const attributes = tags.flatMap(([, , text = '']) => [...text.matchAll(/\s([\w-]+)="([^"]*)"/g)]);
  return [
    ...(tags.length === html.split('<').length - 1 ? [] : ['a < that opens no tag']),
    ...tags.flatMap(([, name = '']) => (/^(script|style|svg|img|iframe)$/i.test(name) ? name : [])),
    ...attributes.flatMap(([, name = '', value = '']) =>
      /^(href|rel|title|colspan|rowspan|scope)$/.test(name) &&
      (name !== 'href' || /^(https?:|mailto:)/i.test(value))
        ? []
        : `${name}=${value}`,
    ),
  ];
};

describe('cleanDescription', () => {
  it.each([
    ['<p class="x" style="color:red" onclick="y()">a</p>', '<p>a</p>'],
    ['<img src="x.png">a<iframe src="https://x.example"></iframe>', 'a'],
    ['<style>p{}</style><script>alert(1)</script>a', 'a'],
    ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href=" java&#10;script:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="//x.example">a</a>', '<a>a</a>'],
    [
      '<a href="https://x.example" target="_blank" rel="me">a</a>',
      '<a href="https://x.example" rel="nofollow noopener">a</a>',
    ],
    [
      '<table><tr><td colspan="2">a</td></tr></table>',
      '<table><tr><td colspan="2">a</td></tr></table>',
    ],
    ['  a & b\r\nc ', 'a &amp; b\nc'],
  ])('makes %s to %s', (given, expected) => {
    expect(cleanDescription(given)).toBe(expected);
  });

  it('changes nothing the second time', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<b',
        '>',
        '<',
        '&',
        '&lt;',
        '&#x338;',
        '\u0338',
        '&#1;',
        '"',
        "'",
        '<a href="',
        'https://x.example',
        'javascript:',
        '<!--',
        '-->',
        '<svg>',
        '<style>',
        '</style>',
        '<textarea>',
        '<td>',
        '\r\n',
        ' ',
        '<p/>',
        '&amp;lt;',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const once = cleanDescription(pieces.join(''));

        expect(cleanDescription(once)).toBe(once);
        expect(findHarm(once)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});
