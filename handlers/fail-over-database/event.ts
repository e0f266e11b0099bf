import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

const identifier = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/, 'must be a name of RDS');

/** `{"confirm": "STAGE"}` makes a reader the writer; `{"status": true}` says who is the writer. */
export const failOverDatabaseEvent = z
  .strictObject({
    ...maintenanceFields,
    to: identifier
      .optional()
      .describe('the reader of the cluster that is to be the writer; otherwise RDS chooses'),
    evenAtPeak: z.boolean().default(false).describe("also in the shop's evening"),
    status: z.boolean().default(false).describe('only says who is the writer'),
    from: z
      .string()
      .min(1)
      .optional()
      .describe('with status: the writer, or the zone, from before; is it another by now?'),
  })
  .refine(({ status, to }) => !status || to === undefined, {
    path: ['to'],
    message: 'status changes nothing, so nobody can be chosen',
  })
  .refine(({ status, from }) => status || from === undefined, {
    path: ['from'],
    message: 'goes with status',
  });

export type FailOverDatabaseEvent = z.output<typeof failOverDatabaseEvent>;
