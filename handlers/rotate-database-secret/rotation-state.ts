import { type Description, findVersion } from './secret-versions.ts';

const hourMs = 3_600_000;

/** How the rotation stands: for metrics and people. */
export type RotationState = {
  /** Whole days since the current version was made. */
  readonly secretAgeDays: number;
  /** Hours since a rotation began that has not ended; 0 when none is under way. */
  readonly pendingHours: number;
};

/** A version without a date counts as so old that somebody looks. */
const unknownPendingHours = 24;

export const buildRotationState = (
  secret: Pick<Description, 'stages'>,
  dates: ReadonlyMap<string, Date>,
  now: Date,
): RotationState => {
  const hoursSince = (version: string): number | undefined => {
    const madeAt = dates.get(version)?.getTime();
    return madeAt === undefined
      ? undefined
      : Math.max(0, Math.floor((now.getTime() - madeAt) / hourMs));
  };
  const current = findVersion(secret, 'AWSCURRENT');
  const ageHours = current === undefined ? undefined : hoursSince(current);
  const pending = findVersion(secret, 'AWSPENDING');
  const isUnfinished = pending !== undefined && pending !== current;
  return {
    secretAgeDays: Math.floor((ageHours ?? 0) / 24),
    pendingHours: isUnfinished ? (hoursSince(pending) ?? unknownPendingHours) : 0,
  };
};
