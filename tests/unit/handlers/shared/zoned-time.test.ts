import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  formatLocal,
  instantOf,
  localDateOf,
} from '../../../../handlers/shared/zoned-time.ts';

const zones = ['America/New_York', 'Europe/Berlin', 'Pacific/Auckland'] as const;

/** Hours from UTC at six in the evening, in each of the zones: both clock changes of each are here. */
const days: readonly (readonly [date: string, offsets: readonly [number, number, number]])[] = [
  ['2026-01-15', [-5, 1, 13]],
  ['2026-03-07', [-5, 1, 13]],
  ['2026-03-08', [-4, 1, 13]],
  ['2026-03-09', [-4, 1, 13]],
  ['2026-03-28', [-4, 1, 13]],
  ['2026-03-29', [-4, 2, 13]],
  ['2026-04-04', [-4, 2, 13]],
  ['2026-04-05', [-4, 2, 12]],
  ['2026-06-21', [-4, 2, 12]],
  ['2026-09-26', [-4, 2, 12]],
  ['2026-09-27', [-4, 2, 13]],
  ['2026-10-24', [-4, 2, 13]],
  ['2026-10-25', [-4, 1, 13]],
  ['2026-10-31', [-4, 1, 13]],
  ['2026-11-01', [-5, 1, 13]],
  ['2026-11-02', [-5, 1, 13]],
  ['2026-12-31', [-5, 1, 13]],
  ['2027-03-14', [-4, 1, 13]],
  ['2027-11-07', [-5, 1, 13]],
  ['2028-02-29', [-5, 1, 13]],
];

const cases = days.flatMap(([date, offsets]) =>
  zones.map((zone, index) => [date, zone, offsets[index] ?? 0] as const),
);

describe('the instant of a time of day', () => {
  it.each(cases)('%s at 18:00 and 22:00 in %s, UTC%d', (date, zone, offset) => {
    const start = instantOf(date, '18:00', zone);
    const end = instantOf(date, '22:00', zone);

    expect(start.getTime()).toBe(Date.parse(`${date}T18:00:00Z`) - offset * 3_600_000);
    expect(end.getTime() - start.getTime()).toBe(4 * 3_600_000);
    expect(formatLocal(start, zone)).toBe(`${date} 18:00`);
    expect(localDateOf(start, zone)).toBe(date);
  });

  it('is the first of two where an hour comes twice', () => {
    expect(instantOf('2026-11-01', '01:30', 'America/New_York').toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  it('is after the leap where an hour is left out', () => {
    const leapt = instantOf('2026-03-08', '02:30', 'America/New_York');

    expect(formatLocal(leapt, 'America/New_York')).toBe('2026-03-08 03:30');
  });
});

describe('days of the calendar', () => {
  it('go on over months, years and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-11-22', -28)).toBe('2026-10-25');
  });

  it('begin at midnight of the zone', () => {
    const instant = new Date('2026-11-23T03:30:00Z');

    expect(localDateOf(instant, 'America/New_York')).toBe('2026-11-22');
    expect(localDateOf(instant, 'Pacific/Auckland')).toBe('2026-11-23');
  });
});
