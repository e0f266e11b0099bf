import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../../handlers/evening-scale-up/config.ts';

const env = {
  STACK_NAME: 'tidemarket-dev',
  TABLE_NAME: 'operations',
  TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:alarms',
  GROUP_NAME: 'group',
  LOAD_BALANCER: 'app/shop/1',
  TARGET_GROUP: 'targetgroup/shop/1',
  TIME_ZONE: 'America/New_York',
  EVENING_START: '18:00',
  EVENING_END: '22:00',
  READY_AFTER_MINUTES: '15',
  DAY_MIN_SIZE: '2',
  EVENING_FLOOR: '2',
  REQUESTS_PER_INSTANCE: '3000',
  HEADROOM_PERCENT: '30',
};

const exceptionsOf = (EXCEPTIONS: string) => [...readConfig({ ...env, EXCEPTIONS }).EXCEPTIONS];

describe("the evening function's configuration", () => {
  it('reads days that are not like others', () => {
    expect(
      exceptionsOf('2026-11-27=x2  2026-11-30=6\n2026-12-24..2026-12-26=closed 2026-12-25=x1.5'),
    ).toEqual([
      ['2026-11-27', { kind: 'factor', factor: 2 }],
      ['2026-11-30', { kind: 'instances', count: 6 }],
      ['2026-12-24', { kind: 'closed' }],
      ['2026-12-25', { kind: 'factor', factor: 1.5 }],
      ['2026-12-26', { kind: 'closed' }],
    ]);
  });

  it.each(['', undefined])('needs no such days (%p)', (EXCEPTIONS) => {
    expect(readConfig({ ...env, EXCEPTIONS }).EXCEPTIONS.size).toBe(0);
  });

  it.each([
    '2026-02-30=closed',
    '2026-11-27',
    '2026-11-27=',
    '2026-11-27=-1',
    'friday=closed',
    '2026-12-26..2026-12-24=closed',
    '2026-01-01..2036-01-01=closed',
    '2026-11-27=2x',
  ])('refuses %s and names it', (EXCEPTIONS) => {
    expect(() => exceptionsOf(EXCEPTIONS)).toThrow(EXCEPTIONS);
  });

  it('names every setting that is wrong at once', () => {
    const wrong = {
      ...env,
      TIME_ZONE: 'Mars/Base',
      HEADROOM_PERCENT: 'some',
      EVENING_START: '6pm',
    };

    expect(() => readConfig(wrong)).toThrow(
      /EVENING_START.*HEADROOM_PERCENT|TIME_ZONE.*EVENING_START.*HEADROOM_PERCENT/,
    );
  });

  it('refuses an evening that ends before it begins', () => {
    expect(() => readConfig({ ...env, EVENING_END: '02:00' })).toThrow('EVENING_END');
  });
});
