import type { Db } from '../../storefront/db/open-database.ts';
import type { DataServices } from '../shared/build-data-services.ts';
import type { Limits } from '../shared/build-handler.ts';
import { maintain } from '../shared/maintain.ts';
import { withShopDatabase } from '../shared/with-shop-database.ts';
import { isShort, type PruneExpiredEvent } from './event.ts';
import { buildPrunings, type Pruning } from './prunings.ts';

type Counts = Readonly<Record<string, number>>;

export type PruneExpiredResult = {
  readonly outcome: 'pruned' | 'stopped in time' | 'planned';
  readonly summary: string;
  readonly deleted: Counts;
  /** What is still to be deleted, by the end. */
  readonly left: Counts;
};

/** A batch takes a second where the database is slow; counting what is left takes as long. */
const roomMs = 5_000;

const describe = (counts: Counts): string =>
  Object.entries(counts)
    .filter(([, rows]) => rows > 0)
    .map(([name, rows]) => `${rows} ${name}`)
    .join(', ') || 'nothing';

const countAll = async (db: Db, prunings: readonly Pruning[]): Promise<Counts> => {
  const counts: Record<string, number> = {};
  for (const { name, count } of prunings) counts[name] = await count(db);
  return counts;
};

const pruneAll = async (
  db: Db,
  prunings: readonly Pruning[],
  { remainingMs }: Limits,
): Promise<{ readonly deleted: Counts; readonly isDone: boolean }> => {
  const deleted: Record<string, number> = {};
  for (const { name, prune } of prunings) {
    deleted[name] = 0;
    for (;;) {
      if (remainingMs() < roomMs) return { deleted, isDone: false };
      const rows = await prune(db);
      if (rows === 0) break;
      deleted[name] += rows;
    }
  }
  return { deleted, isDone: true };
};

const prune = (
  event: PruneExpiredEvent,
  services: DataServices,
  limits: Limits,
): Promise<PruneExpiredResult> =>
  withShopDatabase(services, async ({ writer }) => {
    const prunings = buildPrunings(event, services.now());
    if (event.dryRun) {
      const left = await countAll(writer, prunings);
      return { outcome: 'planned', summary: `Would delete ${describe(left)}`, deleted: {}, left };
    }
    const { deleted, isDone } = await pruneAll(writer, prunings, limits);
    const summary = `Deleted ${describe(deleted)}`;
    if (isDone) return { outcome: 'pruned', summary, deleted, left: {} };
    const left = await countAll(writer, prunings);
    return {
      outcome: 'stopped in time',
      summary: `${summary}; left for the next run: ${describe(left)}`,
      deleted,
      left,
    };
  });

const byHand = maintain({ job: 'prune-expired', hurts: isShort }, prune);

/**
 * Deletes what has ended: batch by batch for as long as there is time. The nightly run is business
 * as usual and neither recorded nor told; its alarm tells when it fails.
 */
export const pruneExpired = (
  event: PruneExpiredEvent,
  services: DataServices,
  limits: Limits,
): Promise<PruneExpiredResult> =>
  event.scheduledAt === undefined
    ? byHand(event, services, limits)
    : prune(event, services, limits);
