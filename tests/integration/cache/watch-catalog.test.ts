import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { importCatalog } from '../../../storefront/catalog/import/import-catalog.ts';
import { toProductPath } from '../../../storefront/catalog/product-path.ts';
import {
  type WatchCatalogOptions,
  watchCatalog,
} from '../../../storefront/catalog/watch-catalog.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { folderMediaStore } from '../../../storefront/media/folder-media-store.ts';
import { cancelOrder } from '../../../storefront/orders/cancel-order.ts';
import { someTime } from '../../support/builders.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { buy, insertVariant, noon } from '../../support/shopping.ts';
import { createTempDir } from '../../support/temp-dir.ts';

const importText = async (database: Database, text: string) => {
  const folder = createTempDir();
  const file = join(folder.path, 'catalog.csv');
  writeFileSync(file, `Handle,Title,Price,Inventory quantity\n${text}`);
  const media = folderMediaStore(join(folder.path, 'media'));
  return importCatalog({ database, media, currency: 'USD', file }).finally(folder.remove);
};

const pathOf = async ({ writer }: Database, variantId: number): Promise<string> => {
  const { handle } = await writer
    .selectFrom('product_variants as v')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .select('p.handle')
    .where('v.id', '=', variantId)
    .executeTakeFirstOrThrow();
  return toProductPath(handle, null);
};

describeEachDatabase('watching the catalog', (openTestDatabase) => {
  const open = async (more: Partial<WatchCatalogOptions> = {}) => {
    const database = await openTestDatabase();
    const clock = { nowMs: 1_000_000 };
    const troubles: unknown[] = [];
    const options: WatchCatalogOptions = {
      hasReplica: false,
      now: () => clock.nowMs,
      onTrouble: (error) => troubles.push(error),
      ...more,
    };
    const startWatch = () => watchCatalog(database, options);
    return { database, clock, troubles, startWatch, watch: startWatch() };
  };

  it('knows nothing before it has looked', async () => {
    const { watch } = await open();

    const before = watch.versions.of('/shop').all;
    await watch.look();

    expect([before, typeof watch.versions.of('/shop').all]).toEqual([undefined, 'string']);
  });

  it('sees an import that has changed something, and no other', async () => {
    const { database, watch } = await open();
    const seen: unknown[] = [];
    const look = async () => {
      await watch.look();
      seen.push(watch.versions.of('/shop').all);
    };

    await look();
    await importText(database, 'cup,Cup,5,3\n');
    await look();
    await importText(database, 'cup,Cup,5,3\n');
    await look();
    await importText(database, 'cup,Cup,wrong,3\n');
    await look();
    await importText(database, 'cup,Cup,6,3\n');
    await look();

    const [first, created, unchanged, refused, updated] = seen;
    expect(new Set([first, created, updated]).size).toBe(3);
    expect([unchanged, refused]).toEqual([created, created]);
  });

  it('sees on the page of a product, and on no other, that pieces were sold', async () => {
    const { database, watch } = await open();
    const sold = await insertVariant(database, { stock: 9 });
    const other = await insertVariant(database, { stock: 9 });
    const [soldPath, otherPath] = [await pathOf(database, sold), await pathOf(database, other)];
    await watch.look();
    const before = watch.versions.of(soldPath);

    await buy(database, [[sold, 1]]);
    await watch.look();
    const once = watch.versions.of(soldPath);
    await buy(database, [[sold, 1]]);
    await watch.look();
    const twice = watch.versions.of(soldPath);

    expect(new Set([before.own, once.own, twice.own]).size).toBe(3);
    expect(twice.all).toBe(before.all);
    expect(watch.versions.of(otherPath).own).toBeUndefined();
    expect(watch.versions.of('/products?page=2').own).toBeUndefined();
  });

  it('sees on all pages that a product has sold out, and that it is back', async () => {
    const { database, watch } = await open();
    const variant = await insertVariant(database, { stock: 2 });
    const versions = async () => {
      await watch.look();
      return watch.versions.of('/shop').all;
    };

    const before = await versions();
    await buy(database, [[variant, 1]]);
    const fewer = await versions();
    const reference = await buy(database, [[variant, 1]]);
    const soldOut = await versions();
    await cancelOrder(database, { reference, now: noon });
    const back = await versions();

    expect(fewer).toBe(before);
    expect(new Set([before, soldOut, back]).size).toBe(3);
  });

  it('sees a movement that ends after others with higher ids, in whatever order', async () => {
    const { database, clock, watch } = await open();
    const variant = await insertVariant(database, { stock: 9 });
    const path = await pathOf(database, variant);
    const move = async (id: number, stock: number) => {
      const { writer } = database;
      await writer
        .insertInto('stock_movements')
        .values({ id, variant_id: variant, delta: -1, reason: 'order', created_at: someTime })
        .execute();
      await writer
        .updateTable('product_variants')
        .set({ stock })
        .where('id', '=', variant)
        .execute();
    };
    await move(50, 8);
    await watch.look();
    const first = watch.versions.of(path).own;
    clock.nowMs += 5_000;

    await move(40, 7);
    await watch.look();
    const late = watch.versions.of(path).own;

    expect(first).toBeDefined();
    expect(late).not.toBe(first);
  });

  it('gives what is alike the same version in every process', async () => {
    const { database, watch, startWatch } = await open();
    const variant = await insertVariant(database, { stock: 9 });
    const path = await pathOf(database, variant);
    await watch.look();
    await buy(database, [[variant, 1]]);
    await watch.look();

    const another = startWatch();
    await another.look();

    expect(another.versions.of(path)).toEqual(watch.versions.of(path));
  });

  it('forgets a movement when no page can be older', async () => {
    const { database, clock, watch } = await open();
    const variant = await insertVariant(database, { stock: 9 });
    const path = await pathOf(database, variant);
    await watch.look();
    await buy(database, [[variant, 1]]);
    for (let n = 0; n < 100; n += 1) {
      clock.nowMs += 1_000;
      await watch.look();
    }

    expect(watch.versions.of(path).own).toBeUndefined();
  });

  it.each([true, false])(
    'has what is loaded soon after a change loaded once more where there is a replica: %s',
    async (hasReplica) => {
      const { database, clock, watch } = await open({ hasReplica });
      await watch.look();
      const atFirst = watch.versions.loadedSince('/shop');
      await importText(database, 'cup,Cup,5,3\n');
      await watch.look();
      clock.nowMs += 999;
      const tooSoon = watch.versions.loadedSince('/shop');
      clock.nowMs += 1;
      const settled = watch.versions.loadedSince('/shop');

      const never = Number.NEGATIVE_INFINITY;
      expect([atFirst, tooSoon, settled]).toEqual([never, never, hasReplica ? 1_001_000 : never]);
    },
  );

  it('says once that it cannot look, and once that it can again; until then nothing changes', async () => {
    const { database, troubles, watch } = await open();
    await importText(database, 'cup,Cup,5,3\n');
    await watch.look();
    const before = watch.versions.of('/shop');
    const rename = (from: string, to: string) =>
      database.writer.schema.alterTable(from).renameTo(to).execute();

    await rename('catalog_version', 'gone');
    for (let n = 0; n < 3; n += 1) await watch.look();
    const meanwhile = watch.versions.of('/shop');
    await rename('gone', 'catalog_version');
    for (let n = 0; n < 3; n += 1) await watch.look();

    expect(troubles).toEqual([expect.anything(), undefined]);
    expect([meanwhile, watch.versions.of('/shop')]).toEqual([before, before]);
  });
});
