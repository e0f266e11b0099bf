import * as z from 'zod';

/** What every function that people invoke takes beside its own fields. */
export const maintenanceFields = {
  /** Answers with what would be done. */
  dryRun: z.boolean().default(false),
  /** The stage's name, where the function does what hurts. */
  confirm: z.string().optional(),
  /** Who asks, for the record. */
  by: z.string().trim().min(1).max(100).optional(),
};

export type MaintenanceEvent = {
  readonly dryRun: boolean;
  readonly confirm?: string | undefined;
  readonly by?: string | undefined;
};
