import * as z from 'zod';

/** What every function that people invoke takes beside its own fields. */
export const maintenanceFields = {
  dryRun: z.boolean().default(false).describe('answers with what would be done'),
  confirm: z.string().optional().describe("the stage's name, where it does what hurts"),
  by: z.string().trim().min(1).max(100).optional().describe('who asks, for the record'),
};

const event = z.object(maintenanceFields);

export type MaintenanceEvent = Readonly<z.output<typeof event>>;
