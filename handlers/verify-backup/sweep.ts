import { type Copy, deleteCopy, listOurCopies } from './copies.ts';
import { findHolder } from './drill-lease.ts';
import { copyTags, isOurCopy, type NamedCopy } from './drill-name.ts';
import type { EventOf } from './event.ts';
import type { Services } from './services.ts';

/** A drill has its lease before it makes anything; the time is for clocks and for people who look. */
const leftoverAfterMs = 3_600_000;

export type SweepResult = {
  readonly outcome: 'swept' | 'would sweep';
  readonly leftovers: readonly string[];
};

/** Whether a copy is one that no drill looks after any more. */
export const isLeftover = (
  copy: NamedCopy,
  { stackName, holder, now }: { stackName: string; holder: string | undefined; now: Date },
): boolean => {
  if (!isOurCopy(stackName, copy)) return false;
  if (holder !== undefined && copy.tags[copyTags.id] === holder) return false;
  const startedMs = new Date(copy.tags[copyTags.started] ?? '').getTime();
  // One without a time is no older than any other.
  return Number.isNaN(startedMs) || now.getTime() - startedMs > leftoverAfterMs;
};

const tellLeftover = async ({ name, tags }: Copy, { tell, now }: Services): Promise<void> => {
  await tell({
    source: 'tidemarket',
    kind: 'news',
    id: `leftover ${name} ${now().toISOString().slice(0, 10)}`,
    job: 'verify-backup',
    group: 'backup drill',
    level: 'warning',
    title: `A backup drill had left ${name} behind; it is being deleted`,
    text: 'docs/runbooks/DrillLeftovers.md says how that comes about.',
    facts: [['Drill', tags[copyTags.started] ?? 'unknown']],
    at: now().toISOString(),
  });
};

/** Deletes what drills have left behind, and says so. Safe beside a drill: its lease names it. */
export const sweep = async (
  { dryRun }: EventOf<'sweep'>,
  services: Services,
): Promise<SweepResult> => {
  const { rds, config, metrics, now } = services;
  const stackName = config.STACK_NAME;
  // The copies first: a drill that begins after that has its lease before it makes another one.
  const copies = await listOurCopies(rds, stackName);
  const holder = await findHolder(services);
  const leftovers = copies.filter((copy) => isLeftover(copy, { stackName, holder, now: now() }));
  const names = leftovers.map(({ name }) => name);
  if (dryRun) return { outcome: 'would sweep', leftovers: names };
  metrics.add('DrillLeftovers', names.length);
  const problems: unknown[] = [];
  for (const copy of leftovers) {
    try {
      await deleteCopy(rds, stackName, copy);
      await tellLeftover(copy, services);
    } catch (error) {
      problems.push(error);
    }
  }
  if (problems.length > 0) throw problems[0];
  return { outcome: 'swept', leftovers: names };
};
