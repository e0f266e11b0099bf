import { describe, expect, it } from '@jest/globals';
import { lintSchedule, lintUnixCron } from '../../support/template/lint/cron.ts';
import { complaints } from './stack-of.ts';

describe('a right schedule', () => {
  it.each([
    'cron(45 17 * * ? *)',
    'cron(0/15 8-18 ? * MON-FRI 2026-2030)',
    'cron(0 4 L * ? *)',
    'cron(0 4 15W JAN,JUL ? *)',
    'cron(0 4 ? * 6#3 *)',
    'cron(*/5 * * * ? *)',
    'rate(1 minute)',
    'rate(12 hours)',
    'at(2026-11-27T18:00:00)',
  ])('%s', (text) => {
    expect(lintSchedule(text)).toBeUndefined();
  });
});

describe('a wrong schedule', () => {
  it.each([
    ['cron(45 17 * * *)', 'has 5 fields in place of 6'],
    ['cron(60 17 * * ? *)', '60 is no minute'],
    ['cron(0 24 * * ? *)', '24 is no hour'],
    ['cron(0 0 0 * ? *)', '0 is no day of month'],
    ['cron(0 0 ? FOO 1 *)', 'FOO is no month'],
    ['cron(0 0 ? * 0 *)', '0 is no day of week'],
    ['cron(0 18-8 * * ? *)', '18-8 is no hour'],
    ['cron(0/0 8 * * ? *)', '0/0 is no minute'],
    ['cron(0 0 * * * *)', 'exactly one of day of month and day of week is to be ?'],
    ['cron(0 0 ? * ? *)', 'exactly one of day of month and day of week is to be ?'],
    ['rate(1 minutes)', '1 minutes: minutes for 1'],
    ['rate(5 minute)', '5 minute: minute for 5'],
    ['rate(0 days)', '0 days is no rate'],
    ['at(yesterday)', 'yesterday is no time'],
    ['every day', 'every day is neither cron, rate nor at'],
  ])('%s', (text, message) => {
    expect(lintSchedule(text)).toBe(message);
  });
});

it('reads the five fields of an Auto Scaling schedule', () => {
  expect(lintUnixCron('45 17 * * 0')).toBeUndefined();
  expect(lintUnixCron('45 17 * * ? *')).toBe('has 6 fields in place of 5');
});

it('is looked for in templates', () => {
  const rule = (text: string) => ({
    Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: text } },
  });
  const action = (text: string) => ({
    Action: {
      Type: 'AWS::AutoScaling::ScheduledAction',
      Properties: { AutoScalingGroupName: 'g', Recurrence: text },
    },
  });

  expect(complaints(rule('rate(5 minutes)'))).toEqual([]);
  expect(complaints(rule('rate(5)'))).toEqual(['Rule.Properties.ScheduleExpression: 5 is no rate']);
  expect(complaints(action('nightly'))).toEqual([
    'Action.Properties.Recurrence: has 1 fields in place of 5',
  ]);
});
