import { RDSClient } from '@aws-sdk/client-rds';
import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import { describeStage } from '../deployed-stage.ts';
import { findPhysicalIds } from '../live-stack.ts';
import { type DeployedFunction, openFunction } from '../operations/deployed-function.ts';
import { openTopicInbox } from '../operations/inbox.ts';
import { type Damage, damage } from './damage.ts';
import { type Drills, openDrills } from './drills.ts';
import { fillShop } from './shops.ts';

export const stackName = 'tidemarket-dev';
export const minuteMs = 60_000;
export const orders = 6;

/** A deployed stage with a filled shop, a watermark of it, and backups that a test may damage. */
export type DrillStage = {
  readonly cloud: Cloud;
  readonly rds: RDSClient;
  readonly drills: Drills;
  readonly verifyBackup: DeployedFunction;
  readonly checkBackup: DeployedFunction;
  /** What a secret of the stage holds. */
  readonly secret: (logicalId: string) => Promise<string>;
  /** The next automated snapshot, changed or not; resolves to its id. */
  readonly takeSnapshot: (change?: Damage) => Promise<string>;
  /** What people were told last. */
  readonly lastNews: () => Promise<string>;
  readonly stop: () => void;
};

const recorded = z.object({
  outcome: z.literal('recorded'),
  takenAt: z.coerce.date(),
  counts: z.object({ orders: z.literal(orders) }),
});

export const openDrillStage = async (cloud: Cloud): Promise<DrillStage> => {
  const { client, emulator } = cloud;
  const ids = await findPhysicalIds(client, stackName);
  const { id, secret } = describeStage(
    () => cloud,
    () => ids,
  );
  const rds = new RDSClient(client);
  const drills = openDrills(client, id('BackupDrill'), id('Database'));
  const news = await openTopicInbox(client, id('AlarmTopic'));
  await fillShop(cloud, 'tidemarket', orders);
  const recordWatermark = await openFunction(client, `${stackName}-recordWatermark`);
  const { takenAt } = recorded.parse(await recordWatermark.invoke(JSON.stringify({})));
  let taken = 0;
  return {
    cloud,
    rds,
    drills,
    verifyBackup: await openFunction(client, `${stackName}-verifyBackup`),
    checkBackup: await openFunction(client, `${stackName}-checkBackup`),
    secret,
    takeSnapshot: async (change) => {
      taken += 1;
      // In time for the watermark, however slow the machine is.
      const at = new Date(takenAt.getTime() + 6 * minuteMs + taken * 1_000);
      const snapshot = await emulator.takeAutomatedSnapshot(id('Database'), at);
      if (change) damage(emulator.snapshotFile(snapshot), change);
      return snapshot;
    },
    lastNews: async () => (await news.all()).at(-1)?.Message ?? '',
    stop: () => {
      drills.stop();
      rds.destroy();
    },
  };
};
