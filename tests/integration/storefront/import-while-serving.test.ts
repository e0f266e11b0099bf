import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fullRun } from '../../support/full-run.ts';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../../support/storefront-process.ts';

const rows = fullRun ? 100_000 : 30_000;

const writeCatalog = (file: string): void => {
  const lines = ['Handle,Title,Vendor,Type,Variant SKU,Variant Inventory Qty,Variant Price'];
  for (let n = 0; n < rows; n += 1) {
    lines.push(`bulk-${n},Bulk ${n},Bulk Brand,Bulk,BULK-${n},${n % 50},${(n % 900) + 1}.50`);
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
};

const runImport = async (shop: StorefrontProcess, file: string) => {
  const child = spawn(process.execPath, ['scripts/catalog.ts', 'import', file, '--json'], {
    env: {
      ...process.env,
      NODE_NO_WARNINGS: '1',
      DATABASE_URL: `sqlite:${shop.folder}/shop.db`,
      MEDIA_DIR: join(shop.folder, 'media'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = await once(child, 'close');
  return { code, report: JSON.parse(output) };
};

describe('an import into a shop that is open', () => {
  let shop: StorefrontProcess;

  beforeAll(async () => {
    shop = await startStorefront({ DEMO_CATALOG: demoCatalog });
  });

  afterAll(() => shop.stop());

  it(`of ${rows} rows fails no page and no cart`, async () => {
    const file = join(shop.folder, 'bulk.csv');
    writeCatalog(file);
    const page = await (await fetch(`${shop.origin}/products/heather-honey`)).text();
    const variantId = /name="variant_id" value="(\d+)"/.exec(page)?.[1] ?? '';
    const failures: string[] = [];
    let answered = 0;
    let isOver = false;
    const shopAround = async () => {
      for (let n = 0; !isOver; n += 1) {
        const answers = await Promise.all([
          fetch(`${shop.origin}/products?sort=newest&min=${n % 700}`),
          fetch(`${shop.origin}/products/heather-honey`),
          fetch(`${shop.origin}/cart/items`, {
            method: 'POST',
            headers: { origin: shop.origin },
            body: new URLSearchParams({ variant_id: variantId, quantity: '1' }),
            redirect: 'manual',
          }),
        ]);
        for (const { status, url } of answers) {
          if (status >= 400) failures.push(`${status} ${url}`);
          else answered += 1;
        }
      }
    };

    const shoppers = [shopAround(), shopAround()];
    const { code, report } = await runImport(shop, file).finally(() => {
      isOver = true;
    });
    await Promise.all(shoppers);

    expect(code).toBe(0);
    expect(report).toMatchObject({ products: rows, created: rows, updated: 0, errors: [] });
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(100);
    expect((await fetch(`${shop.origin}/products/bulk-${rows - 1}`)).status).toBe(200);
  });
});
