import type { Check } from '../shared/drill.ts';
import { formatDuration } from '../shared/format-duration.ts';
import { releaseDrillLease } from './drill-lease.ts';
import { buildDrillId } from './drill-name.ts';
import {
  buildDrillRecord,
  buildTrend,
  type DrillRecord,
  describeDrill,
  drillKey,
  drillRecord,
  type Trend,
} from './drill-record.ts';
import type { EventOf } from './event.ts';
import type { Services } from './services.ts';

const keepSeconds = 400 * 86_400;
/** A month of drills. */
const trendLength = 30;

export type ReportResult = DrillRecord & { readonly outcome: 'reported'; readonly trend: Trend };

const duration = (seconds: number | undefined): string =>
  seconds === undefined ? 'unknown' : formatDuration(seconds * 1_000);

const describeFailed = (checks: readonly Check[]): readonly string[] =>
  checks
    .filter(({ ok }) => !ok)
    .map(({ name, expected, found }) => `${name}: ${found} (expected: ${expected})`);

/** Lines for people, each of which says one thing that is wrong. */
const buildText = (record: DrillRecord, checks: readonly Check[]): string => {
  const lines = [
    ...describeFailed(checks),
    ...(record.because && record.failed.length > 0 ? [record.because] : []),
    ...(record.isCleanedUp
      ? []
      : ['The copy could not be deleted; the hourly sweep goes on trying.']),
    ...(record.isProven ? [] : ['docs/runbooks/BackupDrillFailed.md helps.']),
  ];
  return lines.join('\n');
};

const buildFacts = (
  { snapshotAt, watermarkAt, rpoSeconds, rtoSeconds }: DrillRecord,
  checks: readonly Check[],
  { drills, proven, rtoSeconds: times }: Trend,
): [string, string][] => [
  ['Snapshot of', snapshotAt ?? 'none'],
  ['Compared with', watermarkAt ? `the watermark of ${watermarkAt}` : 'no watermark'],
  ['Checks passed', `${checks.filter(({ ok }) => ok).length} of ${checks.length}`],
  ['Would be lost', duration(rpoSeconds)],
  ['Time to restore', duration(rtoSeconds)],
  [
    `Last ${drills} drills`,
    times
      ? `${proven} proven, in ${duration(times.median)}, the longest in ${duration(times.longest)}`
      : `${proven} proven`,
  ],
];

const addMetrics = ({ metrics }: Services, record: DrillRecord): void => {
  metrics.add(record.isProven ? 'DrillsSucceeded' : 'DrillsFailed', 1);
  if (record.rpoSeconds !== undefined) metrics.add('DrillRpoSeconds', record.rpoSeconds);
  if (record.rtoSeconds !== undefined) metrics.add('DrillRtoSeconds', record.rtoSeconds);
};

const tellDrill = async (
  record: DrillRecord,
  checks: readonly Check[],
  trend: Trend,
  { tell, now }: Services,
): Promise<void> => {
  await tell({
    source: 'tidemarket',
    kind: 'news',
    id: `backup-drill ${record.id}`,
    job: 'verify-backup',
    group: 'backup drill',
    level: record.isProven && record.isCleanedUp ? 'good' : 'warning',
    title: describeDrill(record),
    text: buildText(record, checks),
    facts: buildFacts(record, checks, trend),
    at: now().toISOString(),
  });
};

/** The drill's last step, however it went: remembers it, counts it, and tells people. */
export const report = async (
  event: EventOf<'report'>,
  services: Services,
): Promise<ReportResult> => {
  const { table, history, now } = services;
  const record = buildDrillRecord(event, event.state, now());
  try {
    const key = { pk: drillKey, sk: record.startedAt };
    await table.putAll([{ key, value: record, keepSeconds }]);
    addMetrics(services, record);
  } finally {
    await releaseDrillLease(services, buildDrillId(event));
  }
  // Every year begins with it.
  const span = { from: '2', to: record.startedAt, limit: trendLength };
  const trend = buildTrend(await history.list(drillKey, span, drillRecord));
  await tellDrill(record, event.state.check?.answer.checks ?? [], trend, services);
  return { outcome: 'reported', ...record, trend };
};
