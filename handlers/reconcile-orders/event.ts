import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

/** What can be repaired without deciding anything: see repairs.ts. */
export const repairable = ['PAYMENT_OVERDUE', 'STOCK_NOT_RETURNED', 'LISTING_STALE'] as const;

export type Repairable = (typeof repairable)[number];

/** By hand: `{}` looks, `{"repair": ["LISTING_STALE"], "confirm": "STAGE"}` also repairs. */
export const reconcileOrdersEvent = z.strictObject({
  ...maintenanceFields,
  days: z
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('how far back orders are looked at; stock is looked at in whole'),
  repair: z.array(z.enum(repairable)).default([]).describe('codes of findings to be repaired'),
});

export type ReconcileOrdersEvent = z.output<typeof reconcileOrdersEvent>;
