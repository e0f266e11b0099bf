import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { importCatalogEvent } from '../../../handlers/import-catalog/event.ts';
import { maxFileBytes } from '../../../handlers/import-catalog/fetch-file.ts';
import { importCatalog } from '../../../handlers/import-catalog/import-catalog.ts';
import type { Services } from '../../../handlers/import-catalog/services.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import { toTimestamp } from '../../../storefront/db/timestamp.ts';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { file } from '../catalog-import/describe-shop.ts';
import { limitsOf } from '../handlers/migration-bench.ts';
import { type DataBench, type DataShop, now, startDataBench } from './data-bench.ts';

let bench: DataBench;
let emulator: AwsEmulator;
let s3: S3Client;
let shop: DataShop;
let lines: unknown[];

const picture = `${'0123456789abcdef'.repeat(2)}.png`;

beforeAll(async () => {
  [bench, emulator] = await Promise.all([startDataBench(), startAwsEmulator()]);
  s3 = new S3Client({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const Bucket of ['deployment', 'media']) await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket: 'media', Key: `media/${picture}`, Body: 'png' }));
});
beforeEach(async () => {
  shop = await bench.openShop();
  lines = [];
});
afterAll(async () => {
  s3.destroy();
  await emulator.stop();
  await bench.stop();
});

const upload = (text: string, key = 'imports/catalog.csv') =>
  s3.send(new PutObjectCommand({ Bucket: 'deployment', Key: key, Body: text }));

const services = (): Services => ({
  ...shop.services,
  config: {
    ...shop.services.config,
    IMPORT_BUCKET: 'deployment',
    MEDIA_BUCKET: 'media',
    STORE_CURRENCY: 'USD',
    PUBLIC_ORIGIN: 'https://shop.example',
  },
  s3,
  logger: { info: (_, fields) => void lines.push(fields) },
});

const run = (event: object = {}, limits = limitsOf()) =>
  importCatalog(
    parseEvent(importCatalogEvent, { key: 'imports/catalog.csv', ...event }),
    services(),
    limits,
  );
const confirm = { confirm: 'test' };
const countProducts = async () => {
  const rows = await shop.database.writer.selectFrom('products').select('id').execute();
  return rows.length;
};

describe('an import from the bucket', () => {
  it('is planned by a dry run, which changes and records nothing', async () => {
    await upload(file('mug,Mug,,,M1,7,5.00,Kitchen,,Acme,,,', 'cup,Cup,,,C1,2,3.00,,,,,,'));

    expect(await run({ dryRun: true })).toEqual({
      outcome: 'planned',
      summary: 'imports/catalog.csv: 2 created, 0 updated, 0 unchanged, if it were imported',
      products: 2,
      variants: 2,
      images: 0,
      created: 2,
      updated: 0,
      unchanged: 0,
      errors: [],
      errorCount: 0,
    });
    expect(await countProducts()).toBe(0);
    expect([shop.records, shop.told]).toEqual([[], []]);
  });

  it('is confirmed, done, recorded, told, and logs how far it is', async () => {
    await upload(file('mug,Mug,,,M1,7,5.00,Kitchen,,Acme,,,'));
    await expect(run()).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING' });
    expect(await countProducts()).toBe(0);

    expect(await run({ ...confirm, by: 'ada' })).toMatchObject({ outcome: 'imported', created: 1 });

    expect(await countProducts()).toBe(1);
    expect(shop.records.at(-1)).toMatchObject({ by: 'ada', outcome: 'imported' });
    expect(shop.told).toEqual(['imports/catalog.csv: 1 created, 0 updated, 0 unchanged']);
    expect(lines).toContainEqual({ phase: 'placing', done: 0, total: 1 });
    expect(await run(confirm)).toMatchObject({ unchanged: 1, created: 0 });
  });

  it('keeps the stock where it is told to', async () => {
    await upload(file('mug,Mug,,,M1,7,5.00,,,,,,'));
    await run(confirm);
    await upload(file('mug,Mug,,,M1,9,6.00,,,,,,'));

    await run({ ...confirm, keepStock: true });

    const variants = await shop.database.writer
      .selectFrom('product_variants')
      .select(['stock', 'price_minor'])
      .execute();
    expect(variants).toEqual([{ stock: 7, price_minor: 600 }]);
  });

  it('changes nothing when a row is wrong, and says which by line and column', async () => {
    await upload(file('mug,Mug,,,M1,7,5.00,,,,,,', 'cup,Cup,,,C1,two,3.00,,,,,,'));

    expect(await run(confirm)).toMatchObject({
      outcome: 'refused',
      summary: 'imports/catalog.csv was refused for 1 errors; nothing was changed',
      errors: [{ line: 3, column: 'Variant Inventory Qty', reason: expect.any(String) }],
      errorCount: 1,
    });
    expect(await countProducts()).toBe(0);
  });

  it('answers with a hundred errors at most', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => `p${n},P,,,S${n},x,1.00,,,,,,`);
    await upload(file(...rows));

    const { errors, errorCount } = await run({ dryRun: true });

    expect([errors.length, errorCount]).toEqual([100, 300]);
  });

  it('takes pictures by address and those that the shop has, and no files', async () => {
    await upload(
      file(
        'a,A,,,A1,1,1.00,,,,,https://x.example/a.png,1',
        `b,B,,,B1,1,1.00,,,,,https://shop.example/media/${picture},1`,
      ),
    );
    expect(await run(confirm)).toMatchObject({ outcome: 'imported', images: 2 });
    const missing = `${'f'.repeat(32)}.png`;
    await upload(
      file(
        'c,C,,,C1,1,1.00,,,,,pictures/c.png,1',
        `d,D,,,D1,1,1.00,,,,,/media/${missing},1`,
        'e,E,,,E1,1,1.00,,,,,catalog.csv,1',
      ),
    );

    const { errors } = await run({ dryRun: true });

    expect(errors.map(({ line, column }) => [line, column])).toEqual([
      [2, 'Image Src'],
      [3, 'Image Src'],
      [4, 'Image Src'],
    ]);
  });
});

describe('an import is refused', () => {
  it('while another runs', async () => {
    const at = toTimestamp(now);
    const times = { started_at: at, heartbeat_at: at };
    await shop.database.writer
      .insertInto('catalog_imports')
      .values({ file_name: 'f.csv', state: 'running', running: 1, ...times })
      .execute();
    await upload(file('mug,Mug,,,M1,7,5.00,,,,,,'));

    await expect(run(confirm)).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });

    expect(shop.records.map(({ outcome }) => outcome)).toEqual(['begun', 'failed']);
    expect(shop.told).toEqual([expect.stringMatching(/^IMPORT_RUNNING/)]);
  });

  it('for a file that is not there', async () => {
    await expect(run({ key: 'imports/other.csv', dryRun: true })).rejects.toMatchObject({
      code: 'FILE_MISSING',
      advice: 'Upload it: aws s3 cp FILE.csv s3://deployment/imports/other.csv',
    });
  });

  it('for a file that is larger than the disk allows', async () => {
    await upload(`${'x'.repeat(maxFileBytes)}y`, 'imports/large.csv');

    await expect(run({ key: 'imports/large.csv', dryRun: true })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
  });

  it('outside of the folder of imports', () => {
    for (const key of ['storefront/x.csv', '../imports/x.csv', 'imports/x.zip', 'imports/.csv']) {
      expect(() => parseEvent(importCatalogEvent, { key })).toThrow('imports/….csv');
    }
  });

  it('by a database that lacks a migration', async () => {
    await upload(file('mug,Mug,,,M1,7,5.00,,,,,,'));
    await bench.server.query(
      `delete from ${shop.name}.kysely_migration order by name desc limit 1`,
    );

    await expect(run({ dryRun: true })).rejects.toMatchObject({ code: 'DATABASE_OUTDATED' });
  });

  it('when its time is up, and has changed nothing', async () => {
    await upload(file('mug,Mug,,,M1,7,5.00,,,,,,'));
    const limits = { signal: AbortSignal.abort(), remainingMs: () => 0 };

    await expect(run(confirm, limits)).rejects.toThrow();

    expect(await countProducts()).toBe(0);
  });
});
