import type { Begun } from '../shared/drill.ts';
import { findHolder, takeDrillLease } from './drill-lease.ts';
import { buildCopyName, buildDrillId } from './drill-name.ts';
import type { EventOf } from './event.ts';
import { findWatermarkAt } from './find-watermark.ts';
import type { Services } from './services.ts';
import { getSnapshot } from './snapshots.ts';

const choose = async (
  { rds, config, history }: Services,
  snapshotId: string | undefined,
): Promise<Pick<Begun, 'snapshot' | 'watermarkAt' | 'isGiven'>> => {
  const snapshot = await getSnapshot(rds, config, snapshotId);
  return {
    snapshot,
    watermarkAt: await findWatermarkAt(history, new Date(snapshot.createdAt)),
    isGiven: snapshotId !== undefined,
  };
};

/**
 * Begins a drill, unless one is under way: chooses a snapshot, and the watermark to compare it with.
 * @throws Failure SNAPSHOT_MISSING, SNAPSHOT_OF_ANOTHER, SNAPSHOT_NOT_READY
 */
export const begin = async (event: EventOf<'begin'>, services: Services): Promise<Begun> => {
  const id = buildDrillId(event);
  const { holder } = await takeDrillLease(services, id);
  const waitSeconds = services.config.DRILL_WAIT_SECONDS;
  if (holder !== id) return { outcome: 'busy', id: holder, isGiven: false, waitSeconds };
  const chosen = await choose(services, event.input.snapshotId);
  return { outcome: 'begun', id, ...chosen, waitSeconds };
};

export type Plan = Pick<Begun, 'snapshot' | 'watermarkAt' | 'isGiven'> & {
  readonly outcome: 'planned';
  readonly copy: { readonly name: string; readonly class: string };
  /** The drill that is under way. */
  readonly busyWith: string | undefined;
};

/** What a drill would use if it began now. */
export const plan = async (snapshotId: string | undefined, services: Services): Promise<Plan> => {
  const { config, now } = services;
  const id = buildDrillId({ execution: 'plan', startedAt: now().toISOString() });
  return {
    outcome: 'planned',
    ...(await choose(services, snapshotId)),
    copy: { name: buildCopyName(config.STACK_NAME, id), class: config.DRILL_CLASS },
    busyWith: await findHolder(services),
  };
};
