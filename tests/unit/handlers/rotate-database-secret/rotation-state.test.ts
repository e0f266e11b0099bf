import { describe, expect, it } from '@jest/globals';
import { buildRotationState } from '../../../../handlers/rotate-database-secret/rotation-state.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const state = (
  stages: Readonly<Record<string, readonly string[]>>,
  dates: readonly (readonly [string, Date])[],
) => buildRotationState({ stages }, new Map(dates), now);

describe('how a rotation stands', () => {
  it('counts whole days since the current version was made', () => {
    expect(
      state({ one: ['AWSCURRENT'], zero: ['AWSPREVIOUS'] }, [['one', hoursAgo(47.9)]]),
    ).toEqual({
      secretAgeDays: 1,
      pendingHours: 0,
    });
  });

  it('is finished when the pending version is the current one', () => {
    expect(state({ one: ['AWSPENDING', 'AWSCURRENT'] }, [['one', hoursAgo(900)]])).toEqual({
      secretAgeDays: 37,
      pendingHours: 0,
    });
  });

  it('is unfinished while another one is pending, for so many hours', () => {
    expect(
      state({ one: ['AWSCURRENT'], two: ['AWSPENDING'] }, [
        ['one', hoursAgo(720)],
        ['two', hoursAgo(25.5)],
      ]),
    ).toEqual({ secretAgeDays: 30, pendingHours: 25 });
  });

  it('is unfinished for a day where nobody knows since when', () => {
    expect(
      state({ one: ['AWSCURRENT'], two: ['AWSPENDING'] }, [['one', hoursAgo(1)]]).pendingHours,
    ).toBe(24);
  });
});
