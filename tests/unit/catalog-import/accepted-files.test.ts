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

const plain = csv('Handle,Title,Price', 'cup,Cup,5');

describe('a file is read alike', () => {
  it.each([
    ['with a byte order mark', `\ufeff${plain}`],
    ['with CRLF', plain.replaceAll('\n', '\r\n')],
    ['with CR', plain.replaceAll('\n', '\r')],
    ['with mixed line ends', 'Handle,Title,Price\r\ncup,Cup,5\n'],
    ['without a last line end', plain.trimEnd()],
    ['with empty lines and rows', csv('', 'Handle,Title,Price', '', ',,', 'cup,Cup,5', '')],
    ['with every cell quoted', csv('"Handle","Title","Price"', '"cup","Cup","5"')],
    ['with space around', csv(' handle , TITLE ,price ', ' Cup , Cup , 5 ')],
    ['with unknown columns', csv('Handle,X,Title,X,Price,Gift Card', 'cup,1,Cup,2,5,false')],
    ['with short rows', csv('Handle,Title,Price,Vendor,Type', 'cup,Cup,5')],
    [
      'with Shopify’s words for no options',
      csv('Handle,Title,Option1 Name,Option1 Value,Price', 'cup,Cup,Title,Default Title,5'),
    ],
    [
      'with an option name but no value',
      csv('Handle,Title,Option1 Name,Option1 Value,Price', 'cup,Cup,Size,,5'),
    ],
  ])('%s', async (_name, file) => {
    const cup = await importCup(file);

    expect(cup).toEqual({
      handle: 'cup',
      title: 'Cup',
      descriptionHtml: '',
      brand: null,
      categories: [],
      keywords: [],
      published: true,
      optionNames: [],
      seoTitle: '',
      seoDescription: '',
      images: [],
      variants: [
        {
          options: [],
          sku: null,
          priceMinor: 500,
          compareAtMinor: null,
          stock: 0,
          weightGrams: null,
          barcode: '',
          image: null,
        },
      ],
    });
  });
});

describe('what a product is', () => {
  it.each([
    ['true', 'active', true],
    ['', '', true],
    ['FALSE', 'active', false],
    ['true', 'draft', false],
    ['true', 'archived', false],
  ])('Published %s and Status %s', async (published, status, expected) => {
    const cup = await importCup(
      csv('Handle,Title,Price,Published,Status', `cup,Cup,5,${published},${status}`),
    );

    expect(cup?.published).toBe(expected);
  });

  it('does not depend on where its rows stand', async () => {
    const cup = await importCup(
      csv(
        'Handle,Title,Price,Option1 Name,Option1 Value',
        'cup,Cup,5,Size,S',
        'mug,Mug,5,,',
        'cup,,6,,M',
      ),
    );

    expect(cup?.variants.map(({ options }) => options)).toEqual([['S'], ['M']]);
  });

  it('counts a picture once that several rows show', async () => {
    const image = 'https://x.example/a.png';

    const cup = await importCup(
      csv(
        'Handle,Title,Price,Option1 Name,Option1 Value,Image Src',
        `cup,Cup,5,Size,S,${image}`,
        `cup,,6,,M,${image}`,
      ),
    );

    expect(cup?.images).toHaveLength(1);
  });
});
