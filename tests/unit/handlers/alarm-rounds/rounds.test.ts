import { describe, expect, it } from '@jest/globals';
import { buildDigest } from '../../../../handlers/alarm-rounds/build-digest.ts';
import type { Alarm, AlarmStateChange } from '../../../../handlers/alarm-rounds/list-alarms.ts';
import { planReminders } from '../../../../handlers/alarm-rounds/plan-reminders.ts';
import { summarizeWeek } from '../../../../handlers/alarm-rounds/summarize-week.ts';
import { findAlarmDescription } from '../../../../handlers/shared/find-alarm-description.ts';

const now = new Date('2026-11-23T14:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

const alarm = (name: string, state: string, hours: number, severity = 'warning'): Alarm => {
  const text = `Something is wrong.\nseverity: ${severity}\nowner: platform\nimpact: none\nrunbook: docs/runbooks/${name}.md`;
  return {
    name: `tidemarket-prod-${name}`,
    state,
    since: hoursAgo(hours),
    text,
    description: findAlarmDescription(text),
  };
};

const change = (name: string, before: string, state: string, hours: number): AlarmStateChange => ({
  alarm: `tidemarket-prod-${name}`,
  before,
  state,
  at: hoursAgo(hours),
});

describe('reminders', () => {
  const plan = (alarms: readonly Alarm[], at = now) =>
    planReminders(alarms, at, 4).map(({ alarmName, id }) => [alarmName, id]);

  it('are of alarms that have lasted, not of those for information', () => {
    const alarms = [
      alarm('Old', 'ALARM', 5),
      alarm('New', 'ALARM', 3.9),
      alarm('Over', 'OK', 50),
      alarm('Info', 'ALARM', 50, 'info'),
    ];

    expect(plan(alarms).map(([name]) => name)).toEqual(['tidemarket-prod-Old']);
  });

  it('are the same within a span of hours, so that each is told once', () => {
    const lasting = [alarm('Old', 'ALARM', 5)];
    const ids = [0, 1, 2, 2.9, 3.1].map(
      (hours) => plan(lasting, new Date(now.getTime() + hours * 3_600_000))[0]?.[1],
    );

    expect(new Set(ids.slice(0, 4)).size).toBe(1);
    expect(ids[4]).not.toBe(ids[0]);
  });
});

describe("the week's alarms", () => {
  const span = { start: hoursAgo(168), end: now };

  it.each<[string, string, readonly AlarmStateChange[], number, number]>([
    [
      'went off and recovered',
      'OK',
      [change('A', 'OK', 'ALARM', 10), change('A', 'ALARM', 'OK', 8)],
      1,
      2,
    ],
    ['is still in alarm', 'ALARM', [change('A', 'OK', 'ALARM', 3)], 1, 3],
    ['was in alarm before', 'OK', [change('A', 'ALARM', 'OK', 160)], 0, 8],
    ['went from no data to alarm', 'ALARM', [change('A', 'INSUFFICIENT_DATA', 'ALARM', 1)], 1, 1],
    ['has been in alarm all week', 'ALARM', [], 0, 168],
    [
      'flaps',
      'OK',
      [
        change('A', 'OK', 'ALARM', 10),
        change('A', 'ALARM', 'OK', 9),
        change('A', 'OK', 'ALARM', 8),
        change('A', 'ALARM', 'INSUFFICIENT_DATA', 7),
      ],
      2,
      2,
    ],
  ])('one that %s', (_, state, changes, times, hours) => {
    const [week] = summarizeWeek([alarm('A', state, 0)], changes, span);

    if (times === 0 && state === 'OK') expect(week).toBeUndefined();
    else expect(week).toMatchObject({ times, inAlarmMs: hours * 3_600_000 });
  });

  it('are told the longest first, those for people before the others', () => {
    const alarms = [
      alarm('Short', 'OK', 1),
      alarm('Long', 'ALARM', 30, 'critical'),
      alarm('StorefrontCpuLow', 'ALARM', 9, 'info'),
      alarm('Calm', 'INSUFFICIENT_DATA', 9),
    ];
    const changes = [
      change('Short', 'OK', 'ALARM', 5),
      change('Short', 'ALARM', 'OK', 4.5),
      change('Long', 'OK', 'ALARM', 30),
      change('StorefrontCpuLow', 'OK', 'ALARM', 9),
    ];
    const week = summarizeWeek(alarms, changes, span);

    expect(
      buildDigest({ stackName: 'tidemarket-prod', span, alarms, week, failedEvents: 2 }, now),
    ).toMatchSnapshot();
  });

  it('may be none', () => {
    const digest = buildDigest(
      { stackName: 'tidemarket-prod', span, alarms: [], week: [], failedEvents: 0 },
      now,
    );

    expect(digest).toMatchObject({ level: 'good', text: 'Nothing was in alarm.' });
  });
});
