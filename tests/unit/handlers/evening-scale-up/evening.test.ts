import { describe, expect, it } from '@jest/globals';
import { findEvening } from '../../../../handlers/shared/evening.ts';

const times = { TIME_ZONE: 'America/New_York', EVENING_START: '18:00', EVENING_END: '22:00' };

const at = (instant: string) => findEvening(new Date(instant), times)?.date;

describe('the evening that it is', () => {
  it('begins an hour early and ends on time', () => {
    expect(at('2026-11-22T21:59:59Z')).toBeUndefined();
    expect(at('2026-11-22T22:00:00Z')).toBe('2026-11-22');
    expect(at('2026-11-23T02:59:59Z')).toBe('2026-11-22');
    expect(at('2026-11-23T03:00:00Z')).toBeUndefined();
  });

  it('moves with the clocks, an hour in UTC', () => {
    expect(at('2026-10-31T22:00:00Z')).toBe('2026-10-31');
    expect(at('2026-11-01T22:00:00Z')).toBe('2026-11-01');
    expect(at('2026-10-31T21:30:00Z')).toBe('2026-10-31');
    expect(at('2026-11-01T21:30:00Z')).toBeUndefined();
  });

  it.each(['04:00', '09:00', '12:00', '16:00'])('is none at %s in New York', (time) => {
    const utc = new Date(Date.parse(`2026-11-22T${time}:00Z`) + 5 * 3_600_000).toISOString();

    expect(at(utc)).toBeUndefined();
  });
});
