import * as z from 'zod';

/** From the schedules, or by hand; `lower` during an evening needs `force`. */
export const eveningScaleUpEvent = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('raise'),
    dryRun: z.boolean().default(false),
    scheduledAt: z.string().optional(),
    /** Instead of the number that history and calendar ask for. */
    instances: z.number().int().min(1).max(500).optional(),
  }),
  z.strictObject({
    action: z.literal('check'),
    dryRun: z.boolean().default(false),
    scheduledAt: z.string().optional(),
  }),
  z.strictObject({
    action: z.literal('lower'),
    dryRun: z.boolean().default(false),
    scheduledAt: z.string().optional(),
    force: z.boolean().default(false),
  }),
]);

export type EveningScaleUpEvent = z.output<typeof eveningScaleUpEvent>;
export type EventOf<A extends EveningScaleUpEvent['action']> = Extract<
  EveningScaleUpEvent,
  { readonly action: A }
>;
