import * as z from 'zod';
import { begun, checked, drillFields } from '../shared/drill.ts';
import { eventByField } from '../shared/event-by-field.ts';
import { maintenanceFields } from '../shared/maintenance-event.ts';

const snapshotId = z.string().min(1);

/** What an execution of the state machine is started with. */
const input = z.strictObject({
  /** Instead of the newest automated snapshot. */
  snapshotId: snapshotId.optional(),
  scheduledAt: z.string().optional(),
});

const problem = z.object({ Error: z.string().default(''), Cause: z.string().default('') });

/** What the state machine knows at its end; what it did not come to is not there. */
const state = z.object({
  begin: z.object({ answer: begun }).optional(),
  check: z.object({ answer: checked }).optional(),
  error: problem.optional(),
  cleanUpError: problem.optional(),
});

const asked = { dryRun: maintenanceFields.dryRun, by: maintenanceFields.by };

const start = z.strictObject({
  action: z.literal('start'),
  ...asked,
  snapshotId: snapshotId.optional().describe('in place of the newest automated snapshot'),
});

const status = z.strictObject({
  action: z.literal('status'),
  ...asked,
  execution: z.string().min(1).max(80).optional().describe('in place of the newest drill'),
});

const sweep = z.strictObject({
  action: z.literal('sweep'),
  ...asked,
  scheduledAt: z.string().optional(),
});

/** What people ask for. */
export const byHand = z.discriminatedUnion('action', [start, status, sweep]);

const step = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('begin'), ...drillFields, input }),
  z.strictObject({ action: z.literal('restore'), ...drillFields, begun }),
  z.strictObject({ action: z.literal('look'), ...drillFields }),
  z.strictObject({ action: z.literal('setPassword'), ...drillFields, begun }),
  z.strictObject({ action: z.literal('cleanUp'), ...drillFields }),
  z.strictObject({ action: z.literal('report'), ...drillFields, state }),
  start,
  status,
  sweep,
]);

const bare = z.strictObject({
  /** Answers with what a drill would use. */
  dryRun: z.literal(
    true,
    'a drill begins with "action": "start"; without an action there is dryRun only',
  ),
  snapshotId: snapshotId.optional(),
});

/** A step of the drill's state machine, the hourly sweep, what people ask for, or a bare dry run. */
export const verifyBackupEvent = eventByField('action', step, bare);

export type VerifyBackupEvent = z.output<typeof verifyBackupEvent>;
export type StepEvent = z.output<typeof step>;
export type EventOf<A extends StepEvent['action']> = Extract<StepEvent, { readonly action: A }>;
export type DrillState = z.output<typeof state>;
