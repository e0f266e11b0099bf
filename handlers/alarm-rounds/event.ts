import * as z from 'zod';

/** From the schedules, or by hand. */
export const alarmRoundsEvent = z.strictObject({
  round: z.enum(['heartbeat', 'reminder', 'digest']),
  dryRun: z.boolean().default(false),
  scheduledAt: z.string().optional(),
});

export type AlarmRoundsEvent = z.output<typeof alarmRoundsEvent>;
