import * as z from 'zod';

/** From the schedule, or by hand. */
export const recordWatermarkEvent = z.strictObject({
  /** Answers with the watermark, and neither keeps it nor writes a heartbeat. */
  dryRun: z.boolean().default(false),
  scheduledAt: z.string().optional(),
});

export type RecordWatermarkEvent = z.output<typeof recordWatermarkEvent>;
