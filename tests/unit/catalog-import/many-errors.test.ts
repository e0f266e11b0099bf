import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csv, openEmbeddedShop } from './shop.ts';

let shop: Awaited<ReturnType<typeof openEmbeddedShop>>;
beforeAll(async () => {
  shop = await openEmbeddedShop();
});
afterAll(() => shop.close());

const header = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price';

describe('a product is refused for', () => {
  it('more than 250 variants, at the first that is too many', async () => {
    const rows = Array.from(
      { length: 251 },
      (_, n) => `cup,${n ? '' : 'Cup'},${n ? '' : 'Size'},S${n},,5`,
    );

    const { errors } = await shop.import(csv(header, ...rows), { dryRun: true });

    expect(errors).toEqual([
      { line: 252, column: 'Option1 Value', reason: expect.stringContaining('250') },
    ]);
  });

  it('more than 60 images', async () => {
    const rows = Array.from(
      { length: 61 },
      (_, n) => `cup,${n ? ',' : 'Cup,5'},https://x.example/${n}.png`,
    );

    const { errors } = await shop.import(csv('Handle,Title,Price,Image Src', ...rows), {
      dryRun: true,
    });

    expect(errors).toEqual([
      { line: 62, column: 'Image Src', reason: expect.stringContaining('60') },
    ]);
  });
});

describe('the errors of a file', () => {
  it('are all named, in the order of the lines, where quoted line breaks count', async () => {
    const file =
      'Handle,Title,Description,Price,Inventory quantity\r\ncup,Cup,"a\r\nb\n\r\nc",x,1\r\n\r\nmug,Mug,,5,y\r\ncup,Other,,,\r\n';

    const { errors } = await shop.import(file, { dryRun: true });

    expect(errors.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '2 Price',
      '7 Inventory quantity',
      '8 Title',
    ]);
  });

  it('are counted where there are more than ten thousand', async () => {
    const rows = Array.from({ length: 10_005 }, (_, n) => `p${n},P,x`);

    const report = await shop.import(csv('Handle,Title,Price', ...rows), { dryRun: true });

    expect([report.errors.length, report.errorCount]).toEqual([10_000, 10_005]);
  });
});
