import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { importCatalog } from '../../../storefront/catalog/import/import-catalog.ts';
import { folderMediaStore } from '../../../storefront/media/folder-media-store.ts';
import { eventually } from '../../support/eventually.ts';
import { type ReplicatedShop, startReplicatedShop } from '../../support/replicated-shop.ts';
import { buy } from '../../support/shopping.ts';
import type { StorefrontProcess } from '../../support/storefront-process.ts';

/** Less than the time for which a page is fresh: what changes within it was told to. */
const soon = { withinMs: 10_000 };

let stage: ReplicatedShop;
let shops: readonly StorefrontProcess[];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tide-'));
  stage = await startReplicatedShop();
  await stage.waitForState({ writer: 'ok', reader: 'ok' });
  shops = [stage.shop, await stage.startAnother()];
});

afterAll(async () => {
  await stage?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const importRow = async (row: string): Promise<void> => {
  const file = join(folder, 'catalog.csv');
  writeFileSync(file, `Handle,Title,Price,Inventory quantity\n${row}\n`);
  const media = folderMediaStore(join(folder, 'media'));
  const report = await importCatalog({ database: stage.first, media, currency: 'USD', file });
  if (report.errors.length > 0) throw new Error(JSON.stringify(report.errors));
};

const expectEverywhere = (path: string, text: string) =>
  eventually(async () => {
    for (const { origin } of shops) {
      const response = await fetch(origin + path);
      const body = await response.text();
      expect({ status: response.status, hasText: body.includes(text), text }).toEqual({
        status: 200,
        hasText: true,
        text,
      });
    }
  }, soon);

it('shows every process what has changed, read from a replica, without a shared cache', async () => {
  await importRow('cup,First cup,5.00,3');
  await expectEverywhere('/products/cup', 'First cup');
  await expectEverywhere('/products?q=cup', 'First cup');

  await importRow('cup,Second cup,6.00,3');

  await expectEverywhere('/products/cup', 'Second cup');
  await expectEverywhere('/products?q=cup', 'Second cup');
});

it('shows every process what was sold', async () => {
  await importRow('mug,Mug,5.00,3');
  await expectEverywhere('/products/mug', 'Only 3 left');
  const { id } = await stage.first.writer
    .selectFrom('product_variants as v')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .select('v.id')
    .where('p.handle', '=', 'mug')
    .executeTakeFirstOrThrow();

  await buy(stage.first, [[id, 2]]);
  await expectEverywhere('/products/mug', 'Only 1 left');
  await buy(stage.first, [[id, 1]]);

  await expectEverywhere('/products/mug', 'Sold out');
  await expectEverywhere('/products?q=mug', 'is-sold-out');
});
