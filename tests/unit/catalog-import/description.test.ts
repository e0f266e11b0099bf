import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanDescription } from '../../../storefront/catalog/import/clean-description.ts';

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
        expect(once).not.toMatch(
          /<(?:script|style|svg|img|iframe)|\son\w+=|href="(?!https?:|mailto:)/i,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
