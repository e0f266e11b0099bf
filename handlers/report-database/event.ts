import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

/** By hand: `{}`. It only reads; a dry run does the same and is neither recorded nor told. */
export const reportDatabaseEvent = z.strictObject({
  ...maintenanceFields,
  top: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(15)
    .describe('rows of each list, the largest or slowest first'),
});

export type ReportDatabaseEvent = z.output<typeof reportDatabaseEvent>;
