import { describe, expect, it } from '@jest/globals';
import type { Maintenance } from './maintenance.ts';
import { readInstances, takeSnapshot } from './snapshot.ts';

type Guarded = {
  readonly name: string;
  readonly job: string;
  /** What hurts. */
  readonly event: object;
};

const guarded: readonly Guarded[] = [
  { name: 'failOverDatabase', job: 'fail-over-database', event: { evenAtPeak: true } },
  { name: 'replaceFleet', job: 'replace-fleet', event: { action: 'replace' } },
  { name: 'invalidateEdge', job: 'invalidate-edge', event: { paths: ['/*'] } },
  { name: 'pruneExpired', job: 'prune-expired', event: { sentDays: 1 } },
  { name: 'reconcileOrders', job: 'reconcile-orders', event: { repair: ['LISTING_STALE'] } },
  { name: 'importCatalog', job: 'import-catalog', event: { key: 'imports/mug.csv' } },
];

/** What has not been confirmed is not done, and what is rehearsed neither. */
export const describeGuards = (get: () => Maintenance): void => {
  describe.each(guarded)('$name', ({ name, job, event }) => {
    it('refuses what nobody confirmed, or confirmed for another stage', async () => {
      const before = await takeSnapshot(get());

      const answers = [
        await get().invoke(name, event),
        await get().invoke(name, { ...event, confirm: 'prod' }),
      ];

      expect(answers).toEqual([
        expect.objectContaining({
          errorType: 'CONFIRMATION_MISSING',
          errorMessage: expect.stringContaining('add "confirm": "dev"'),
        }),
        expect.objectContaining({
          errorType: 'CONFIRMATION_MISSING',
          errorMessage: expect.stringContaining('confirmed for prod, and this is dev'),
        }),
      ]);
      expect(await takeSnapshot(get())).toEqual(before);
      expect(await get().audit(job)).toEqual([]);
    });

    it('says in a dry run what it would do, does nothing, and is neither recorded nor told', async () => {
      const before = await takeSnapshot(get());

      const answer = await get().invoke(name, { ...event, dryRun: true });

      expect(answer).toMatchObject({ outcome: 'planned', summary: expect.any(String) });
      expect(await takeSnapshot(get())).toEqual(before);
      expect(await get().audit(job)).toEqual([]);
      expect(await get().news(job)).toEqual([]);
    });

    it('refuses a field that it does not know', async () => {
      expect(await get().invoke(name, { ...event, dryrun: true })).toMatchObject({
        errorType: 'EVENT_INVALID',
        errorMessage: expect.stringContaining('dryrun'),
      });
    });
  });

  describe('drainInstance', () => {
    it('never takes the last instance that serves, whoever confirms it', async () => {
      const before = await readInstances(get());
      const event = { instanceId: before[0]?.id, confirm: 'dev' };

      const answers = [
        await get().invoke('drainInstance', event),
        await get().invoke('drainInstance', { ...event, keep: true, dryRun: true }),
      ];

      for (const answer of answers) expect(answer).toMatchObject({ errorType: 'FLEET_TOO_SMALL' });
      expect(await readInstances(get())).toEqual(before);
    });

    it("does not know another stage's instance", async () => {
      const event = { instanceId: 'i-0123456789abcdef0', dryRun: true };

      expect(await get().invoke('drainInstance', event)).toMatchObject({
        errorType: 'INSTANCE_UNKNOWN',
      });
    });
  });

  it.each([
    ['failOverDatabase', '{"status":true}', 'The database is available'],
    ['replaceFleet', '{"action":"status"}', 'instances in service'],
  ])('%s is there for sls invoke', async (name, data, said) => {
    const args = ['invoke', '-f', name, '--stage', 'dev', '--data', data];

    const { code, output } = await get().cloud.workplace.sls(...args);

    expect([code, output]).toEqual([0, expect.stringContaining(said)]);
  });
};
