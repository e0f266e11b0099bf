import * as z from 'zod';

const text = z.string().min(1);

/** What every step of a drill is told of it: who it is, by the execution of the state machine. */
export const drillFields = { execution: text, startedAt: z.iso.datetime({ offset: true }) };

export const begun = z.object({
  outcome: z.enum(['begun', 'busy']),
  /** Of this drill; of the one that is under way when this one was too late. */
  id: text,
  snapshot: z
    .object({
      id: text,
      kind: z.enum(['instance', 'cluster']),
      createdAt: z.iso.datetime(),
      masterUsername: text,
    })
    .optional(),
  /** Which watermark the copy is compared with. */
  watermarkAt: z.iso.datetime().optional(),
  /** The snapshot was chosen by people, so that nobody asks how old it is. */
  isGiven: z.boolean().default(false),
  /** How long to wait between two looks at the copy. */
  waitSeconds: z.number().int().min(1),
});

/** How a drill has begun. */
export type Begun = z.output<typeof begun>;

export const check = z.object({
  name: text,
  ok: z.boolean(),
  expected: z.string(),
  found: z.string(),
});

export type Check = z.output<typeof check>;

export const checked = z.object({
  checks: z.array(check),
  /** The newest heartbeat in the copy. */
  beatAt: z.iso.datetime().optional(),
  /** When the checks had ended. */
  checkedAt: z.iso.datetime(),
});

export type Checked = z.output<typeof checked>;
