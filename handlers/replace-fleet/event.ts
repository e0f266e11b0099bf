import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

const warmupSeconds = z
  .int()
  .min(0)
  .max(3_600)
  .optional()
  .describe("how long a new instance is given before the next one; otherwise the group's 300");

/** Every instance anew, back to an earlier launch template, stop that, or how far it is. */
export const replaceFleetEvent = z.discriminatedUnion('action', [
  z.strictObject({
    ...maintenanceFields,
    action: z.literal('replace').describe('every instance anew, from what the stage has now'),
    warmupSeconds,
  }),
  z.strictObject({
    ...maintenanceFields,
    action: z.literal('rollBack').describe('every instance from an earlier launch template'),
    version: z.int().min(1).describe('version of the launch template, as status lists them'),
    warmupSeconds,
  }),
  z.strictObject({
    ...maintenanceFields,
    action: z.literal('cancel').describe('stops a replacement; what is replaced stays so'),
  }),
  z.strictObject({
    ...maintenanceFields,
    action: z.literal('status').describe('what runs, what there is to go back to, how far it is'),
    refreshId: z.string().min(1).optional().describe('of that replacement, not of the last one'),
  }),
]);

export type ReplaceFleetEvent = z.output<typeof replaceFleetEvent>;
export type EventOf<A extends ReplaceFleetEvent['action']> = Extract<
  ReplaceFleetEvent,
  { readonly action: A }
>;
