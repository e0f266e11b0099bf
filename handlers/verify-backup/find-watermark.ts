import * as z from 'zod';
import type { OperationsHistory } from '../shared/operations-history.ts';
import { watermarkKey } from '../shared/watermark/watermark.ts';

const minuteMs = 60_000;
/** The time that RDS gives a snapshot may be some minutes after the moment that it holds. */
const marginMinutes = 5;
/** Five of them have to be missing before a backup cannot be proven. */
const oldestMinutes = 30;

/** When a watermark must have been taken to be of use for a snapshot. */
const buildWatermarkSpan = (snapshotAt: Date): { readonly from: string; readonly to: string } => {
  const before = (minutes: number) => new Date(snapshotAt.getTime() - minutes * minuteMs);
  return {
    from: before(oldestMinutes).toISOString(),
    to: before(marginMinutes).toISOString(),
  };
};

const taken = z.object({ takenAt: z.iso.datetime() });

/** When the last watermark before a snapshot was taken; undefined when there is none of use. */
export const findWatermarkAt = async (
  history: OperationsHistory,
  snapshotAt: Date,
): Promise<string | undefined> => {
  const span = buildWatermarkSpan(snapshotAt);
  const [last] = await history.list(watermarkKey, { ...span, limit: 1 }, taken);
  return last?.takenAt;
};
