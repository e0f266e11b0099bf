import { describe, expect, it } from '@jest/globals';
import { ask } from '../cloud.ts';
import type { Maintenance } from './maintenance.ts';

const confirmed = ['--stage', 'dev', '--confirm', 'dev'] as const;

/** What a confirmed order does to the data. */
export const describeData = (get: () => Maintenance): void => {
  const count = async (from: string): Promise<number> => {
    const [row] = await ask(get().cloud, `select count(*) as n from tidemarket.${from}`);
    return Number(row?.['n']);
  };
  const outcomes = async (job: string) => (await get().audit(job)).map((it) => it.outcome);

  describe('the data', () => {
    it('is rid of what has ended', async () => {
      await ask(
        get().cloud,
        `insert into tidemarket.carts (token_hash, created_at, updated_at, expires_at)
         values (repeat('a', 64), '2026-01-01', '2026-01-01', '2026-02-01')`,
      );

      const { code, stdout } = await get().ops('pruneExpired', '--stage', 'dev');

      expect([code, stdout]).toEqual([0, expect.stringContaining('Deleted 1 carts')]);
      expect(await count('carts')).toBe(0);
      expect(await outcomes('prune-expired')).toEqual(['pruned']);
      const records = await get().audit('prune-expired');
      expect(records[0]).toMatchObject({ by: 'mo' });
    });

    it("has a product more by a file of the stage's bucket", async () => {
      const { code } = await get().ops(
        ...['importCatalog', '--data', '{"key":"imports/mug.csv"}', ...confirmed],
      );

      expect(code).toBe(0);
      expect(await count("products where handle = 'tidal-mug'")).toBe(1);
      expect(await outcomes('import-catalog')).toEqual(['imported']);
    });

    it('is set right where what is listed differs from what there is', async () => {
      await ask(get().cloud, 'update tidemarket.catalog_listings set in_stock = 0');

      const found = await get().ops('reconcileOrders', '--stage', 'dev');
      const repaired = await get().ops(
        ...['reconcileOrders', '--data', '{"repair":["LISTING_STALE"]}', ...confirmed],
      );

      expect(found.stdout).toContain('LISTING_STALE');
      expect([repaired.code, repaired.stdout]).toEqual([0, expect.stringContaining('repaired')]);
      expect(await count('catalog_listings where in_stock = 1')).toBeGreaterThan(0);
      expect((await get().news('reconcile-orders')).at(-1)?.text).toContain('repaired');
    });

    it('is reported on', async () => {
      const { code, stdout } = await get().ops('reportDatabase', '--stage', 'dev', '--json');

      expect(code).toBe(0);
      expect(JSON.parse(stdout).answer).toMatchObject({
        outcome: 'reported',
        summary: expect.stringContaining('tables of'),
      });
    });
  });
};
