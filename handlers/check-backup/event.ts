import * as z from 'zod';
import { begun, drillFields } from '../shared/drill.ts';
import { eventByField } from '../shared/event-by-field.ts';

const ofDrill = z.strictObject({
  ...drillFields,
  begun,
  // It is the drill's own step: who asks for less must not get it.
  dryRun: z.literal(false).default(false),
});

const byHand = z.strictObject({
  /** Answers with the checks that there are. */
  dryRun: z.literal(true, 'a drill is begun by its state machine; by hand there is dryRun only'),
});

/** From the drill's state machine, or by hand: `{"dryRun": true}`. */
export const checkBackupEvent = eventByField('execution', ofDrill, byHand);

export type CheckBackupEvent = z.output<typeof checkBackupEvent>;
export type DrillEvent = z.output<typeof ofDrill>;
