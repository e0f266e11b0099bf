import { formatDuration } from '../shared/format-duration.ts';
import type { JobNews } from '../shared/job-news.ts';
import type { Alarm } from './list-alarms.ts';
import type { AlarmWeek, Span } from './summarize-week.ts';

export type DigestFacts = {
  readonly stackName: string;
  readonly span: Span;
  readonly alarms: readonly Alarm[];
  readonly week: readonly AlarmWeek[];
  /** Events that wait in the queue of what failed for good. */
  readonly failedEvents: number;
};

const day = (at: Date): string => at.toISOString().slice(0, 10);

const tellAlarm =
  (stackName: string) =>
  ({ name, times, inAlarmMs, isInAlarm }: AlarmWeek): string => {
    const short = name.startsWith(`${stackName}-`) ? name.slice(stackName.length + 1) : name;
    const often = times === 1 ? 'once' : `${times} times`;
    return `• ${short}: ${often}, ${formatDuration(inAlarmMs)} in all${isInAlarm ? ', still in alarm' : ''}`;
  };

const part = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

/** The week's alarms, those for people first, then those that nobody is woken for. */
export const buildDigest = (
  { stackName, span, alarms, week, failedEvents }: DigestFacts,
  now: Date,
): JobNews => {
  const lines = (severities: readonly string[]) =>
    week.filter((it) => severities.includes(it.severity)).map(tellAlarm(stackName));
  const blind = alarms.filter(({ state }) => state === 'INSUFFICIENT_DATA').length;
  const forPeople = lines(['critical', 'warning']);
  return {
    source: 'tidemarket',
    kind: 'news',
    id: `digest ${day(span.end)}`,
    job: 'alarm-rounds',
    level: forPeople.length === 0 && failedEvents === 0 ? 'good' : 'info',
    title: `The week's alarms, ${day(span.start)} to ${day(span.end)}`,
    text: [
      ...part('Alarms that somebody was told of', forPeople),
      ...part('For information', lines(['info'])),
      ...(week.length === 0 ? ['Nothing was in alarm.'] : []),
    ]
      .join('\n')
      .trim(),
    facts: [
      ['Alarms', String(alarms.length)],
      ['Without data now', String(blind)],
      ['Failed events waiting', String(failedEvents)],
    ],
    at: now.toISOString(),
  };
};
