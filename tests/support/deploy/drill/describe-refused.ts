import { DeleteDBSnapshotCommand, DescribeDBSnapshotsCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import { ask } from '../cloud.ts';
import {
  type Damage,
  empty,
  endingWith,
  swapped,
  truncated,
  withoutRows,
  withoutTable,
} from './damage.ts';
import { type DrillStage, orders } from './drill-stage.ts';
import { openOtherShop } from './shops.ts';

export const describeRefused = (get: () => DrillStage): void => {
  describe('a backup is not proven', () => {
    it.each<[string, Damage, readonly string[]]>([
      ['that was truncated', truncated, ['tables', 'row-counts']],
      ['that is empty', empty, ['heartbeat-age', 'schema-version', 'identity', 'tables', 'money']],
      ['that lacks a table', withoutTable('payments'), ['tables', 'row-counts', 'money']],
      ['that lacks rows', withoutRows('orders', 2), ['row-counts', 'checksums', 'foreign-keys']],
      [
        'in which an amount of money is another',
        endingWith(
          'tidemarket',
          'update payments set amount_minor = amount_minor + 1 where order_id = 1',
        ),
        ['checksums', 'money'],
      ],
      [
        "that holds last week's data",
        endingWith(
          'tidemarket',
          'update replication_heartbeat set beat_at = date_sub(beat_at, interval 7 day)',
        ),
        ['heartbeat-age'],
      ],
    ])('%s', async (_name, change, names) => {
      const snapshot = await get().takeSnapshot(change);

      const { status, error, report } = await get().drills.run();

      expect([status, error]).toEqual(['FAILED', 'BackupNotProven']);
      expect(report?.answer).toMatchObject({
        snapshotId: snapshot,
        isProven: false,
        isCleanedUp: true,
        failed: expect.arrayContaining([...names]),
      });
      await eventually(async () => expect(await get().lastNews()).toContain(names[0]));
    });

    it("that is another shop's", async () => {
      await openOtherShop(get().cloud, 'elsewhere', orders);
      await get().takeSnapshot(swapped('tidemarket', 'elsewhere'));
      await ask(get().cloud, 'drop database elsewhere');

      const { status, report } = await get().drills.run();

      expect(status).toBe('FAILED');
      expect(report?.answer.failed).toEqual(expect.arrayContaining(['identity', 'checksums']));
    });

    it('that nobody can read at all', async () => {
      await get().takeSnapshot(() => 'no backup');

      const { error, report } = await get().drills.run();

      expect(error).toBe('BackupNotProven');
      expect(report?.answer).toMatchObject({ failed: [], isCleanedUp: true });
      expect(report?.answer.because).toMatch(/^RESTORE_FAILED: \S+ is restore-error\./);
    });

    it('when there is none', async () => {
      const { DBSnapshots = [] } = await get().rds.send(new DescribeDBSnapshotsCommand({}));
      for (const { DBSnapshotIdentifier } of DBSnapshots) {
        await get().rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier }));
      }

      const { error, report, states } = await get().drills.run();

      expect(error).toBe('BackupNotProven');
      expect(report?.answer.because).toContain('There is no automated snapshot');
      expect(states).not.toContain('Restore');
    });
  });
};
