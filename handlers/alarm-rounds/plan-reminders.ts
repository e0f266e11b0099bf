import type { AlarmReminder } from '../shared/job-news.ts';
import type { Alarm } from './list-alarms.ts';

const hourMs = 3_600_000;

/** The alarms that have lasted; the same within one span of `afterHours`, so that each is told once. */
export const planReminders = (
  alarms: readonly Alarm[],
  now: Date,
  afterHours: number,
): readonly AlarmReminder[] =>
  alarms
    .filter(({ state, description }) => state === 'ALARM' && description?.severity !== 'info')
    .flatMap(({ name, since, text }) => {
      const spans = Math.floor((now.getTime() - since.getTime()) / (afterHours * hourMs));
      if (spans < 1) return [];
      return [
        {
          source: 'tidemarket' as const,
          kind: 'reminder' as const,
          id: `${name} ${since.toISOString()} ${spans}`,
          alarmName: name,
          description: text,
          since: since.toISOString(),
          at: now.toISOString(),
        },
      ];
    });
