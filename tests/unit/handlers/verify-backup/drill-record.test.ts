import { describe, expect, it } from '@jest/globals';
import { buildDrillRecord, buildTrend } from '../../../../handlers/verify-backup/drill-record.ts';
import type { DrillState } from '../../../../handlers/verify-backup/event.ts';

const drill = { execution: 'b0a4', startedAt: '2026-11-28T10:00:00.000Z' };
const now = new Date('2026-11-28T10:30:00.000Z');
const begin: DrillState['begin'] = {
  answer: {
    outcome: 'begun',
    id: 'it',
    snapshot: {
      id: 'rds:tidemarket-prod-2026-11-28-08-05',
      kind: 'cluster',
      createdAt: '2026-11-28T08:05:00.000Z',
      masterUsername: 'tidemarket_admin',
    },
    watermarkAt: '2026-11-28T08:00:00.000Z',
    isGiven: false,
    waitSeconds: 60,
  },
};
const checkedWith = (...oks: readonly boolean[]): DrillState['check'] => ({
  answer: {
    checks: oks.map((ok, index) => ({ name: `check-${index}`, ok, expected: '', found: '' })),
    beatAt: '2026-11-28T08:04:59.000Z',
    checkedAt: '2026-11-28T10:20:00.000Z',
  },
});
const error = {
  Error: 'RESTORE_STUCK',
  Cause: JSON.stringify({ errorType: 'RESTORE_STUCK', errorMessage: 'it hangs' }),
};

describe('what is remembered of a drill', () => {
  it('has proven its backup when every check has passed, with what it took and what would be lost', () => {
    expect(buildDrillRecord(drill, { begin, check: checkedWith(true, true) }, now)).toMatchObject({
      isProven: true,
      failed: [],
      isCleanedUp: true,
      rtoSeconds: 20 * 60,
      rpoSeconds: 6_901,
      snapshotId: 'rds:tidemarket-prod-2026-11-28-08-05',
    });
  });

  it.each<[string, DrillState, object]>([
    ['a check failed', { begin, check: checkedWith(true, false) }, { failed: ['check-1'] }],
    ['nothing was checked', { begin, check: checkedWith() }, { failed: [] }],
    ['it ended before the checks', { begin, error }, { because: 'RESTORE_STUCK: it hangs' }],
    ['it never began', { error }, { because: 'RESTORE_STUCK: it hangs' }],
    ['an error came after the checks', { check: checkedWith(true), error }, { failed: [] }],
    ['it is unknown what happened', {}, { failed: [] }],
  ])('has not when %s', (_name, state, more) => {
    const record = buildDrillRecord(drill, state, now);

    expect(record).toMatchObject({ isProven: false, ...more });
    expect(record.rtoSeconds).toBeUndefined();
  });

  it('tells a backup that is proven from a copy that is still there', () => {
    const state = { begin, check: checkedWith(true), cleanUpError: error };

    expect(buildDrillRecord(drill, state, now)).toMatchObject({
      isProven: true,
      isCleanedUp: false,
    });
  });
});

describe('the trend', () => {
  const record = (rtoMinutes: number) => ({
    ...buildDrillRecord(drill, { begin, check: checkedWith(true) }, now),
    rtoSeconds: rtoMinutes * 60,
  });

  it('is of the drills that have proven their backup', () => {
    const failed = buildDrillRecord(drill, { error }, now);

    expect(buildTrend([record(30), failed, record(10), record(20)])).toEqual({
      drills: 4,
      proven: 3,
      rtoSeconds: { median: 1_200, longest: 1_800 },
    });
    expect(buildTrend([failed])).toEqual({ drills: 1, proven: 0, rtoSeconds: undefined });
  });
});
