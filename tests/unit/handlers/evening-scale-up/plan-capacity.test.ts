import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type PastEvening,
  planCapacity,
} from '../../../../handlers/evening-scale-up/plan-capacity.ts';
import { findPeak, pastDates } from '../../../../handlers/evening-scale-up/read-history.ts';

const rules = {
  DAY_MIN_SIZE: 2,
  EVENING_FLOOR: 3,
  REQUESTS_PER_INSTANCE: 3_000,
  HEADROOM_PERCENT: 30,
};

const evening = (date: string, peakPerMinute?: number, exception = false): PastEvening => ({
  date,
  peakPerMinute,
  exception,
});

describe('how many instances an evening needs', () => {
  it.each<[string, readonly PastEvening[], number, string]>([
    ['no history', [], 3, 'no history: the floor of 3'],
    [
      'a history with nothing in it',
      [evening('2026-11-15'), evening('2026-11-08')],
      3,
      'no history: the floor of 3',
    ],
    [
      'the busiest of four',
      [
        evening('2026-11-15', 9_000),
        evening('2026-11-08', 12_000),
        evening('2026-11-01', 100),
        evening('2026-10-25', 8_000),
      ],
      6,
      '12000 requests a minute on 2026-11-08 and 30 % headroom need 6',
    ],
    [
      'gaps in between',
      [evening('2026-11-15'), evening('2026-11-08', 9_000), evening('2026-11-01')],
      4,
      '9000 requests a minute on 2026-11-08 and 30 % headroom need 4',
    ],
    [
      'quiet evenings',
      [evening('2026-11-15', 40)],
      3,
      '40 requests a minute on 2026-11-15 and 30 % headroom need 1, the floor is 3',
    ],
    [
      'a sale day among them, which tells nothing',
      [evening('2026-11-15', 90_000, true), evening('2026-11-08', 9_000)],
      4,
      '9000 requests a minute on 2026-11-08 and 30 % headroom need 4',
    ],
  ])('%s', (_, history, wanted, because) => {
    expect(planCapacity(history, undefined, rules)).toEqual({ wanted, because });
  });

  it('is one more than by day where no floor is higher', () => {
    expect(planCapacity([], undefined, { ...rules, EVENING_FLOOR: 0 }).wanted).toBe(3);
  });

  it.each([
    [{ kind: 'closed' as const }, undefined],
    [{ kind: 'instances' as const, count: 7 }, 7],
    [{ kind: 'factor' as const, factor: 2 }, 8],
    [{ kind: 'factor' as const, factor: 1.3 }, 6],
  ])('by the calendar %j', (exception, wanted) => {
    expect(planCapacity([evening('2026-11-08', 9_000)], exception, rules).wanted).toBe(wanted);
  });

  it('carries what came, with headroom, and is never below the floor', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200_000), { maxLength: 4 }), (peaks) => {
        const history = peaks.map((peak, index) => evening(`2026-10-0${index + 1}`, peak));
        const { wanted = 0 } = planCapacity(history, undefined, rules);

        expect(wanted).toBeGreaterThanOrEqual(3);
        expect(wanted * rules.REQUESTS_PER_INSTANCE).toBeGreaterThanOrEqual(
          Math.max(0, ...peaks) * 1.3 - 1e-6,
        );
      }),
    );
  });
});

describe('what an evening tells', () => {
  it('is its busiest five minutes, as requests a minute', () => {
    expect(findPeak([...Array.from({ length: 11 }, () => 500), 60_000])).toBe(12_000);
  });

  it('is nothing when most of it is missing', () => {
    expect(findPeak([])).toBeUndefined();
    expect(findPeak(Array.from({ length: 11 }, () => 500))).toBeUndefined();
  });

  it('comes from the same weekday, through a clock change', () => {
    expect(pastDates('2026-11-22')).toEqual([
      '2026-11-15',
      '2026-11-08',
      '2026-11-01',
      '2026-10-25',
    ]);
  });
});
