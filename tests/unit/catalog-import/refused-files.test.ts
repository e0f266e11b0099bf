import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csv, openEmbeddedShop } from './shop.ts';

let shop: Awaited<ReturnType<typeof openEmbeddedShop>>;
beforeAll(async () => {
  shop = await openEmbeddedShop();
});
afterAll(() => shop.close());

const header = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price';
const cup = (extra: string, cells: string) =>
  csv(`Handle,Title,Variant Price,${extra}`, `cup,Cup,5,${cells}`);
const long = (length: number) => 'x'.repeat(length);

type Case = readonly [
  name: string,
  file: string | Uint8Array,
  line: number,
  column: string,
  reason: RegExp,
];

const cases: readonly Case[] = [
  ['an empty file', '', 1, '', /file is empty/],
  ['a missing handle', csv('Title,Variant Price', 'Cup,5'), 1, 'Handle', /column is missing/],
  ['a missing title', csv('Handle,Variant Price', 'cup,5'), 1, 'Title', /column is missing/],
  ['a missing price', csv('Handle,Title', 'cup,Cup'), 1, 'Variant Price', /column is missing/],
  ['semicolons', csv('Handle;Title;Price', 'a;b;1'), 1, '', /separated by commas/],
  [
    'a column in both styles',
    csv('Handle,Title,Price,Variant Price', 'a,A,1,1'),
    1,
    'Variant Price',
    /twice/,
  ],
  ['a column twice', csv('Handle,Title,Price,title', 'a,A,1,A'), 1, 'title', /twice/],
  [
    'a row with too many cells',
    csv('Handle,Title,Price', 'cup,Cup,5,6'),
    2,
    '',
    /4 cells, the header 3/,
  ],
  [
    'an unclosed quote',
    csv('Handle,Title,Price', 'mug,Mug,1', 'cup,"Cup,5'),
    3,
    '',
    /never closed/,
  ],
  ['a stray quote', csv('Handle,Title,Price', 'cup,Cu"p,5'), 2, '', /inside of a cell/],
  [
    'text behind a quote',
    csv('Handle,Title,Price', 'cup,"Cup"s,5'),
    2,
    '',
    /behind the closing quote/,
  ],
  [
    'Latin-1',
    Buffer.from('Handle,Title,Price\ncup,Cup,5\nmug,Caf\xe9,5\n', 'latin1'),
    3,
    '',
    /not UTF-8/,
  ],
  [
    'a cut-off character',
    Buffer.from('Handle,Title,Price\ncup,Cup\xc3', 'latin1'),
    2,
    '',
    /not UTF-8/,
  ],
  ['an empty handle', csv('Handle,Title,Price', ',Cup,5'), 2, 'Handle', /is empty/],
  [
    'a handle with a space',
    csv('URL handle,Title,Price', 'a cup,Cup,5'),
    2,
    'URL handle',
    /letters, digits/,
  ],
  ['a long handle', csv('Handle,Title,Price', `${long(192)},Cup,5`), 2, 'Handle', /191 characters/],
  ['an empty title', csv('Handle,Title,Price', 'cup,,5'), 2, 'Title', /is empty/],
  ['a long title', csv('Handle,Title,Price', `cup,${long(256)},5`), 2, 'Title', /255 characters/],
  [
    'a control character',
    csv('Handle,Title,Price', 'cup,Cu\u0007p,5'),
    2,
    'Title',
    /control character/,
  ],
  [
    'another title later',
    csv('Handle,Title,Price', 'cup,Cup,5', 'cup,Mug,'),
    3,
    'Title',
    /differs.*line 2/,
  ],
  ['a negative price', csv('Handle,Title,Price', 'cup,Cup,-1'), 2, 'Price', /negative/],
  ['a comma in a price', csv('Handle,Title,Price', 'cup,Cup,"12,50"'), 2, 'Price', /comma/],
  ['a currency sign', csv('Handle,Title,Price', 'cup,Cup,€5'), 2, 'Price', /currency sign/],
  ['a word for a price', csv('Handle,Title,Price', 'cup,Cup,free'), 2, 'Price', /not an amount/],
  ['a fraction of a cent', csv('Handle,Title,Price', 'cup,Cup,1.005'), 2, 'Price', /not an amount/],
  ['a variant without a price', csv(header, 'cup,Cup,Size,S,,'), 2, 'Variant Price', /is empty/],
  ['an SKU without a price', csv(header, 'cup,Cup,,,C1,'), 2, 'Variant Price', /is empty/],
  [
    'a bad compare-at price',
    cup('Compare-at price', 'soon'),
    2,
    'Compare-at price',
    /not an amount/,
  ],
  ['half a piece', cup('Variant Inventory Qty', '1.5'), 2, 'Variant Inventory Qty', /whole number/],
  [
    'a word for a quantity',
    cup('Inventory quantity', 'abc'),
    2,
    'Inventory quantity',
    /whole number/,
  ],
  ['a negative quantity', cup('Inventory quantity', '-3'), 2, 'Inventory quantity', /whole number/],
  [
    'too many pieces',
    cup('Inventory quantity', '2000000001'),
    2,
    'Inventory quantity',
    /2000000000/,
  ],
  ['a bad weight', cup('Variant Grams', '1kg'), 2, 'Variant Grams', /weight in grams/],
  ['a long SKU', cup('SKU', long(121)), 2, 'SKU', /120 characters/],
  ['a long description', cup('Description', long(60_001)), 2, 'Description', /60000 characters/],
  ['a strange Published', cup('Published', 'perhaps'), 2, 'Published', /neither TRUE nor FALSE/],
  ['a strange Status', cup('Status', 'ready'), 2, 'Status', /none of active/],
  ['long tags', cup('Tags', `"${long(600)},${'y'.repeat(600)}"`), 2, 'Tags', /1000 characters/],
  ['a brand of signs', cup('Vendor', '!!!'), 2, 'Vendor', /no letter and no digit/],
  ['the root by its handle', cup('Type', 'ALL'), 2, 'Type', /category of all products/],
  [
    'the root by its name',
    cup('Collection', 'All products'),
    2,
    'Collection',
    /category of all products/,
  ],
  ['a value without a name', csv(header, 'cup,Cup,,S,,5'), 2, 'Option1 Value', /no option name/],
  [
    'a name without a value',
    csv(header, 'cup,Cup,Size,S,,5', 'cup,,,,,6'),
    3,
    'Option1 Value',
    /is empty.*Size/,
  ],
  [
    'more values than names',
    csv(`${header},Option2 Value`, 'cup,Cup,Size,S,,5,Red'),
    2,
    'Option2 Value',
    /no option name/,
  ],
  [
    'a gap in the names',
    csv(`${header},Option2 Name`, 'cup,Cup,,,,5,Colour'),
    2,
    'Option2 Name',
    /without a name/,
  ],
  [
    'a name twice',
    csv(`${header},Option2 Name,Option2 Value`, 'cup,Cup,Size,S,,5,Size,M'),
    2,
    'Option2 Name',
    /given twice/,
  ],
  [
    'another name later',
    csv(header, 'cup,Cup,Size,S,,5', 'cup,,Colour,M,,5'),
    3,
    'Option1 Name',
    /differs from line 2/,
  ],
  [
    'a variant twice',
    csv(header, 'cup,Cup,Size,S,,5', 'cup,,,S,,6'),
    3,
    'Option1 Value',
    /S is already on line 2/,
  ],
  [
    'a default variant twice',
    csv(header, 'cup,Cup,,,,5', 'cup,,,,,6'),
    3,
    'Option1 Value',
    /already on line 2/,
  ],
  [
    'an SKU twice',
    csv(header, 'cup,Cup,,,C1,5', 'mug,Mug,,,C1,6'),
    3,
    'Variant SKU',
    /already on line 2/,
  ],
  ['no variant', csv(header, 'cup,Cup,,,,'), 2, 'Variant Price', /no row of this product/],
  [
    'an unknown variant image',
    cup('Variant Image', 'https://x.example/b.png'),
    2,
    'Variant Image',
    /not one of/,
  ],
  ['a picture that is not there', cup('Image Src', 'no.png'), 2, 'Image Src', /no such file/],
  [
    'a picture above the folder',
    cup('Image Src', 'a/../../b.png'),
    2,
    'Image Src',
    /below the folder/,
  ],
  ['an absolute picture', cup('Image Src', '/etc/passwd'), 2, 'Image Src', /below the folder/],
  [
    'a picture by ftp',
    cup('Image Src', 'ftp://x.example/a.png'),
    2,
    'Image Src',
    /neither a file nor/,
  ],
  [
    'an address with a password',
    cup('Image Src', 'https://u:p@x.example/a.png'),
    2,
    'Image Src',
    /password/,
  ],
  [
    'a stored picture that is not',
    cup('Image Src', `/media/${'0'.repeat(32)}.png`),
    2,
    'Image Src',
    /not in the media store/,
  ],
  [
    'a path within the store',
    cup('Image Src', '/media/../shop.db'),
    2,
    'Image Src',
    /not the name/,
  ],
  [
    'a bad image position',
    cup('Image Src,Image Position', 'https://x.example/a.png,0'),
    2,
    'Image Position',
    /whole number/,
  ],
];

describe('a file is refused for', () => {
  it.each(cases)('%s', async (_name, file, line, column, reason) => {
    const { errors } = await shop.import(file, { dryRun: true });

    expect(errors).toEqual([{ line, column, reason: expect.stringMatching(reason) }]);
  });
});
