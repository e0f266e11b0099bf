import type { Check } from '../shared/drill.ts';
import { findHeartbeat } from '../shared/watermark/database-facts.ts';
import type { LoneCopy } from './copy.ts';
import { runCheck } from './look.ts';

/** Snapshots are taken once a day; with the time that one takes, and that of the drill. */
const maxSnapshotAgeHours = 26;
/** Something writes a heartbeat every five minutes; a snapshot's time is that of its beginning or end. */
const maxHeartbeatAgeMinutes = 20;

const minuteMs = 60_000;
const minutes = (ms: number): string => `${Math.round(ms / minuteMs)} min`;

export const checkSnapshotAge = ({
  snapshotAt,
  drillStartedAt,
  isGiven,
}: LoneCopy): Promise<Check> => {
  const ageMs = drillStartedAt.getTime() - snapshotAt.getTime();
  const expected = isGiven ? 'whatever was chosen' : `at most ${maxSnapshotAgeHours} h`;
  return runCheck('snapshot-age', expected, async () => ({
    found: minutes(ageMs),
    wrong: !isGiven && ageMs > maxSnapshotAgeHours * 60 * minuteMs,
  }));
};

const toDate = (timestamp: string): Date => new Date(`${timestamp.replace(' ', 'T')}Z`);

export type Heartbeat = { readonly check: Check; readonly beatAt: Date | undefined };

/**
 * How old is the data, against the snapshot's own time? On a quiet night there is no order, but
 * storefronts and watermarks write a heartbeat all the same.
 */
export const checkHeartbeat = async ({ connection, snapshotAt }: LoneCopy): Promise<Heartbeat> => {
  let beatAt: Date | undefined;
  const expected = `within ${maxHeartbeatAgeMinutes} min of the snapshot`;
  const check = await runCheck('heartbeat-age', expected, async () => {
    const beat = await findHeartbeat(connection);
    if (beat === undefined) return { found: 'no heartbeat', wrong: true };
    beatAt = toDate(beat);
    const beforeMs = snapshotAt.getTime() - beatAt.getTime();
    return {
      found: `${minutes(Math.abs(beforeMs))} ${beforeMs < 0 ? 'after' : 'before'} it`,
      wrong: Math.abs(beforeMs) > maxHeartbeatAgeMinutes * minuteMs,
    };
  });
  return { check, beatAt };
};
