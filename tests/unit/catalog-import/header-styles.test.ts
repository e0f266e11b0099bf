import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readProducts } from '../../../storefront/catalog/export/read-products.ts';
import { csv, openEmbeddedShop } from './shop.ts';

let shop: Awaited<ReturnType<typeof openEmbeddedShop>>;
beforeEach(async () => {
  shop = await openEmbeddedShop();
});
afterEach(() => shop.close());

/** The product `cup` after the import of a file. */
const importCup = async (file: string | Uint8Array) => {
  expect((await shop.import(file)).errors).toEqual([]);
  return (await readProducts(shop.database.reader, ['cup'])).get('cup');
};

const row = (...cells: readonly string[]) =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

const older = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Qty',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'SEO Title',
  'SEO Description',
  'Variant Image',
  'Status',
  'Collection',
];
const newer = [
  'URL handle',
  'Title',
  'Description',
  'Vendor',
  'Type',
  'Tags',
  'Published on online store',
  'Option1 name',
  'Option1 value',
  'SKU',
  'Weight value (grams)',
  'Inventory quantity',
  'Price',
  'Compare-at price',
  'Barcode',
  'Product image URL',
  'Image position',
  'Image alt text',
  'SEO title',
  'SEO description',
  'Variant image URL',
  'Status',
  'Collection',
];

describe.each([
  ['older', older],
  ['newer', newer],
])('the %s header style', (_name, header) => {
  it('gives every field its place', async () => {
    const cup = await importCup(
      csv(
        row(...header),
        row(
          'Cup',
          'Cup',
          '<p onclick="x()">Hi<script>1</script></p>',
          'Acme',
          'Kitchen',
          'blue, Featured,,blue',
          'TRUE',
          'Size',
          'S',
          'C-S',
          '500.0',
          '3',
          '5.00',
          '6',
          '123',
          'https://x.example/b.png',
          '2',
          'Back',
          'T',
          'D',
          'https://x.example/a.png',
          'Active',
          'Gifts',
        ),
        row(
          'cup',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          'L',
          'C-L',
          '0.5',
          '',
          '7',
          '',
          '',
          'https://x.example/a.png',
          '1',
          '',
          '',
          '',
          '',
          '',
          'kitchen',
        ),
        row(
          'cup',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          'Blue things',
        ),
      ),
    );

    expect(cup).toEqual({
      handle: 'cup',
      title: 'Cup',
      descriptionHtml: '<p>Hi</p>',
      brand: 'Acme',
      categories: ['Kitchen', 'Gifts', 'Blue things'],
      keywords: ['blue', 'featured'],
      published: true,
      optionNames: ['Size'],
      seoTitle: 'T',
      seoDescription: 'D',
      images: [
        { mediaPath: null, sourceUrl: 'https://x.example/a.png', alt: '' },
        { mediaPath: null, sourceUrl: 'https://x.example/b.png', alt: 'Back' },
      ],
      variants: [
        {
          options: ['S'],
          sku: 'C-S',
          priceMinor: 500,
          compareAtMinor: 600,
          stock: 3,
          weightGrams: 500,
          barcode: '123',
          image: 0,
        },
        {
          options: ['L'],
          sku: 'C-L',
          priceMinor: 700,
          compareAtMinor: null,
          stock: 0,
          weightGrams: 1,
          barcode: '',
          image: null,
        },
      ],
    });
  });
});
