import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

/** How long mails are kept unless an event says otherwise. */
const usualDays = { sent: 90, failed: 180 } as const;

const days = z.number().int().min(1).max(3_650);

/** From the schedule, or by hand. Keeping mails for less than usual needs a confirmation. */
export const pruneExpiredEvent = z
  .strictObject({
    ...maintenanceFields,
    sentDays: days.default(usualDays.sent).describe('days that a sent mail is kept'),
    failedDays: days
      .default(usualDays.failed)
      .describe('days that a mail is kept that was given up'),
    scheduledAt: z.string().optional(),
  })
  .refine((event) => event.scheduledAt === undefined || !isShort(event), {
    path: ['scheduledAt'],
    message: 'the schedule keeps mails for as long as usual',
  });

/** Whether mails would be kept for less than usual. */
export const isShort = (event: {
  readonly sentDays: number;
  readonly failedDays: number;
}): boolean => event.sentDays < usualDays.sent || event.failedDays < usualDays.failed;

export type PruneExpiredEvent = z.output<typeof pruneExpiredEvent>;
