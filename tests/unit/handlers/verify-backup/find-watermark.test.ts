import { describe, expect, it } from '@jest/globals';
import type { OperationsHistory } from '../../../../handlers/shared/operations-history.ts';
import { findWatermarkAt } from '../../../../handlers/verify-backup/find-watermark.ts';

const snapshotAt = new Date('2026-11-28T08:05:00.000Z');

/** The operations table, with watermarks of these times. */
const historyOf = (...times: readonly string[]): OperationsHistory => ({
  list: async (_pk, { from, to, limit }, schema) =>
    times
      .filter((time) => from <= time && time <= to)
      .sort()
      .reverse()
      .slice(0, limit)
      .map((takenAt) => schema.parse({ takenAt })),
});
const at = (clock: string): string => `2026-11-28T${clock}:00.000Z`;

describe('the watermark of a drill', () => {
  it('is the last one that is some minutes older than the snapshot', async () => {
    const history = historyOf(at('07:50'), at('07:55'), at('08:00'), at('08:04'), at('08:10'));

    expect(await findWatermarkAt(history, snapshotAt)).toBe(at('08:00'));
  });

  it('is none where the last one is half an hour old: too much may have happened since', async () => {
    expect(await findWatermarkAt(historyOf(at('07:34'), at('08:10')), snapshotAt)).toBeUndefined();
  });
});
