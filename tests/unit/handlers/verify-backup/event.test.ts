import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fewestRows } from '../../../../handlers/check-backup/check-rows.ts';
import { checkBackupEvent } from '../../../../handlers/check-backup/event.ts';
import { verifyBackupEvent } from '../../../../handlers/verify-backup/event.ts';

const drill = { execution: 'b0a4', startedAt: '2026-11-28T10:00:00.000Z' };
const begun = { outcome: 'begun', id: 'it', isGiven: false, waitSeconds: 60 };

describe('an event of the drill', () => {
  it.each([
    { action: 'begin', ...drill, input: {} },
    { action: 'begin', ...drill, input: { snapshotId: 'it', scheduledAt: '2026-11-28T10:00:00Z' } },
    { action: 'restore', ...drill, begun },
    { action: 'look', ...drill },
    { action: 'setPassword', ...drill, begun },
    { action: 'cleanUp', ...drill },
    { action: 'report', ...drill, state: { begin: { answer: begun }, look: { answer: {} } } },
    { action: 'sweep', scheduledAt: '2026-11-28T10:50:00Z' },
    { action: 'sweep', dryRun: true, by: 'mo' },
    { action: 'start' },
    { action: 'start', snapshotId: 'it', by: 'mo', dryRun: true },
    { action: 'status' },
    { action: 'status', execution: 'by-hand-1' },
    { dryRun: true },
    { dryRun: true, snapshotId: 'it' },
  ])('is taken: %j', (event) => {
    expect(verifyBackupEvent.safeParse(event).success).toBe(true);
  });

  it.each([
    {},
    { snapshotId: 'it' },
    { dryRun: false },
    { action: 'start', execution: 'it' },
    { action: 'status', snapshotId: 'it' },
    { action: 'restore', ...drill },
    { action: 'cleanUp', ...drill, dryRun: true },
    { action: 'cleanUp', ...drill, name: 'tidemarket-prod' },
    { action: 'begin', ...drill, input: { snapshot: 'it' } },
    { action: 'begin', execution: 'b0a4', startedAt: 'today', input: {} },
  ])('is refused: %j', (event) => {
    expect(verifyBackupEvent.safeParse(event).success).toBe(false);
  });

  it('of the checks is a step of the drill, or a dry run', () => {
    expect(checkBackupEvent.safeParse({ ...drill, begun }).success).toBe(true);
    expect(checkBackupEvent.safeParse({ dryRun: true }).success).toBe(true);
    for (const event of [{}, { dryRun: false }, { ...drill, begun, dryRun: true }]) {
      expect(checkBackupEvent.safeParse(event).success).toBe(false);
    }
  });
});

describe('the fewest rows of a table', () => {
  it('are all of one that only grows, and nine in ten of one that lives, never none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (before) => {
        expect(fewestRows('orders', before)).toBe(before);
        const fewest = fewestRows('products', before);
        expect(fewest).toBeLessThanOrEqual(before);
        expect(fewest > 0).toBe(before > 0);
        expect(fewest).toBeGreaterThanOrEqual(before * 0.9 - 1);
      }),
    );
  });
});
