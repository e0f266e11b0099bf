import * as z from 'zod';
import type { Begun, Checked } from '../shared/drill.ts';
import { buildDrillId, type DrillFields } from './drill-name.ts';
import type { DrillState } from './event.ts';

export const drillRecord = z.object({
  id: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  snapshotId: z.string().optional(),
  snapshotAt: z.string().optional(),
  watermarkAt: z.string().optional(),
  isProven: z.boolean(),
  /** Names of the checks that have failed. */
  failed: z.array(z.string()),
  /** Why the drill did not come to its end. */
  because: z.string().optional(),
  /** What would have been lost if this snapshot had been all that was left when the drill began. */
  rpoSeconds: z.number().optional(),
  /** From the beginning of the drill until the copy was checked. */
  rtoSeconds: z.number().optional(),
  isCleanedUp: z.boolean(),
});

/** What is remembered of a drill. */
export type DrillRecord = z.output<typeof drillRecord>;

/** All drills in the operations table; the sort key is when they began. */
export const drillKey = 'drill';

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 1_000));

const lambdaError = z.object({ errorType: z.string(), errorMessage: z.string() });

/** A Lambda's error as Step Functions hands it on: JSON, whose type is the code of a failure. */
const readCause = ({ Error: name, Cause }: { Error: string; Cause: string }): string => {
  try {
    const { errorType, errorMessage } = lambdaError.parse(JSON.parse(Cause));
    return `${errorType}: ${errorMessage}`;
  } catch {
    return [name, Cause].filter(Boolean).join(': ') || 'unknown';
  }
};

const describeData = (
  begun: Begun | undefined,
  found: Checked | undefined,
  { startedAt }: DrillFields,
) => ({
  snapshotId: begun?.snapshot?.id,
  snapshotAt: begun?.snapshot?.createdAt,
  watermarkAt: begun?.watermarkAt,
  ...(found?.beatAt ? { rpoSeconds: secondsBetween(found.beatAt, startedAt) } : {}),
});

/** Sums a drill up. It has proven its backup only if every check ran and none failed. */
export const buildDrillRecord = (
  drill: DrillFields,
  { begin, check, error, cleanUpError }: DrillState,
  now: Date,
): DrillRecord => {
  const found = check?.answer;
  const failed = (found?.checks ?? []).filter(({ ok }) => !ok).map(({ name }) => name);
  const isProven =
    error === undefined && found !== undefined && found.checks.length > 0 && failed.length === 0;
  return {
    id: buildDrillId(drill),
    startedAt: drill.startedAt,
    endedAt: now.toISOString(),
    ...describeData(begin?.answer, found, drill),
    isProven,
    failed,
    ...(error ? { because: readCause(error) } : {}),
    ...(isProven ? { rtoSeconds: secondsBetween(drill.startedAt, found.checkedAt) } : {}),
    isCleanedUp: cleanUpError === undefined,
  };
};

/** What a drill has come to, in a sentence. */
export const describeDrill = ({ isProven, failed, because, snapshotId }: DrillRecord): string => {
  const what = snapshotId ? `The backup ${snapshotId}` : 'The backup';
  if (isProven) return `${what} is proven`;
  if (failed.length > 0) return `${what} is not proven: ${failed.join(', ')}`;
  return `${what} was not verified: ${because ?? 'nothing was checked'}`;
};

export type Trend = {
  readonly drills: number;
  readonly proven: number;
  /** Of those that have proven their backup. */
  readonly rtoSeconds: { readonly median: number; readonly longest: number } | undefined;
};

export const buildTrend = (records: readonly DrillRecord[]): Trend => {
  const proven = records.filter(({ isProven }) => isProven);
  const times = proven.flatMap(({ rtoSeconds }) => rtoSeconds ?? []).sort((a, b) => a - b);
  return {
    drills: records.length,
    proven: proven.length,
    rtoSeconds:
      times.length === 0
        ? undefined
        : { median: times[(times.length - 1) >> 1] ?? 0, longest: times.at(-1) ?? 0 },
  };
};
