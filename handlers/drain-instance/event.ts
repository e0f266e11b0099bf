import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

/** An instance out of service and replaced; or kept beside it to be looked at, and returned. */
export const drainInstanceEvent = z
  .strictObject({
    ...maintenanceFields,
    instanceId: z
      .string()
      .regex(/^i-[0-9a-f]{8,17}$/, 'must be the id of an instance, i-…')
      .describe('id of the instance'),
    keep: z.boolean().default(false).describe('takes it out of service without ending it'),
    return: z.boolean().default(false).describe('puts a kept one back into service'),
    status: z.boolean().default(false).describe('only says how far it is; with keep or return'),
  })
  .refine((event) => !(event.keep && event.return), {
    path: ['return'],
    message: 'keep and return exclude each other',
  });

export type DrainInstanceEvent = z.output<typeof drainInstanceEvent>;
