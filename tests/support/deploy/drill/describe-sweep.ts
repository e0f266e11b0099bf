import {
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
} from '@aws-sdk/client-rds';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import { type DrillStage, minuteMs, stackName } from './drill-stage.ts';

export const describeSweep = (get: () => DrillStage): void => {
  describe('the sweep', () => {
    it("finds an old drill's copy, and spares what is not one", async () => {
      const DBSnapshotIdentifier = await get().takeSnapshot();
      const at = new Date(Date.now() - 120 * minuteMs).toISOString();
      const mine = `${stackName}-drill-20260101-0badcafe`;
      const copies = {
        [mine]: {
          'tidemarket:drill': stackName,
          'tidemarket:drill-id': '20260101-0badcafe',
          'tidemarket:drill-started': at,
        },
        [`${stackName}-drill-untagged`]: {},
      };
      for (const [DBInstanceIdentifier, tags] of Object.entries(copies)) {
        await get().rds.send(
          new RestoreDBInstanceFromDBSnapshotCommand({
            DBInstanceIdentifier,
            DBSnapshotIdentifier,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          }),
        );
      }
      await eventually(async () =>
        expect((await get().drills.listCopies()).map(([, status]) => status)).toEqual([
          'available',
          'available',
        ]),
      );

      const swept = await get().verifyBackup.invoke(JSON.stringify({ action: 'sweep' }));

      expect(swept).toEqual({ outcome: 'swept', leftovers: [mine] });
      await eventually(async () =>
        expect(await get().drills.listCopies()).toEqual([
          [`${stackName}-drill-untagged`, 'available'],
        ]),
      );
      await get().rds.send(
        new DeleteDBInstanceCommand({
          DBInstanceIdentifier: `${stackName}-drill-untagged`,
          SkipFinalSnapshot: true,
        }),
      );
    });

    it('finds what a drill left that was stopped by hand, once nobody can be at work with it', async () => {
      await get().takeSnapshot();
      const executionArn = await get().drills.start();
      const name = await get().drills.waitForCopy();
      await new SFNClient(get().cloud.client).send(new StopExecutionCommand({ executionArn }));
      expect((await get().drills.waitForEnd(executionArn)).status).toBe('ABORTED');
      await eventually(async () => {
        const { DBInstances: [copy] = [] } = await get().rds.send(
          new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }),
        );
        expect(copy?.DBInstanceStatus).toBe('available');
      });
      const sweep = () => get().verifyBackup.invoke(JSON.stringify({ action: 'sweep' }));

      expect(await sweep()).toEqual({ outcome: 'swept', leftovers: [] });
      await get().verifyBackup.change({
        now: new Date(Date.now() + 7 * 60 * minuteMs).toISOString(),
      });
      expect(await sweep()).toEqual({ outcome: 'swept', leftovers: [name] });
      await eventually(async () => expect(await get().lastNews()).toContain(name));
    });
  });
};
