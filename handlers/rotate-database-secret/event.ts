import * as z from 'zod';
import { eventByField } from '../shared/event-by-field.ts';

const step = z.object({
  Step: z.enum(['createSecret', 'setSecret', 'testSecret', 'finishSecret']),
  SecretId: z.string().min(1),
  /** Id of the version that is to become the current one. */
  ClientRequestToken: z.string().min(32).max(64),
  // A step changes things: who asks for less must not get it.
  dryRun: z.undefined().optional(),
});

/** What people send. */
export const byHand = z
  .strictObject({
    check: z
      .boolean()
      .default(false)
      .describe('how old the password is, and whether a rotation was left unfinished'),
    dryRun: z
      .boolean()
      .default(false)
      .describe('answers with what the next rotation would do, and sends no metric'),
    scheduledAt: z.string().optional(),
  })
  .refine(
    ({ check, dryRun }) => check || dryRun,
    'give check or dryRun; a rotation is begun by Secrets Manager: aws secretsmanager rotate-secret',
  );

/** A step from Secrets Manager, the schedule's `{"check": true}`, or by hand: `{"dryRun": true}`. */
export const rotateDatabaseSecretEvent = eventByField('Step', step, byHand);

export type StepEvent = z.output<typeof step>;
export type RotateDatabaseSecretEvent = z.output<typeof rotateDatabaseSecretEvent>;
