import { describe, expect, it } from '@jest/globals';
import { checkFailOver } from '../../../../handlers/fail-over-database/check-fail-over.ts';

const cluster = { status: 'available', writer: 'one', standbys: ['two', 'three'] };
const evening = { date: '2026-12-01', start: new Date(0), end: new Date(1) };
const asked = { to: undefined, evenAtPeak: false };

describe('a fail-over', () => {
  it.each([
    [asked, undefined],
    [{ ...asked, to: 'three' }, undefined],
    [{ ...asked, to: 'one' }, undefined],
    [{ ...asked, evenAtPeak: true }, evening],
  ])('as %j may be', (event, now) => {
    expect(() => checkFailOver(cluster, event, now)).not.toThrow();
  });

  it.each([
    ['DATABASE_HAS_NO_STANDBY', { ...cluster, standbys: [] }, asked, undefined],
    ['STANDBY_UNKNOWN', cluster, { ...asked, to: 'four' }, undefined],
    ['DATABASE_NOT_AVAILABLE', { ...cluster, status: 'failing-over' }, asked, undefined],
    ['EVENING_PEAK', cluster, asked, evening],
  ])('is refused: %s', (code, database, event, now) => {
    expect(() => checkFailOver(database, event, now)).toThrow(expect.objectContaining({ code }));
  });
});
