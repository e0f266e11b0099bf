import type { Alarm, AlarmStateChange } from './list-alarms.ts';

/** How an alarm did in a span of time. */
export type AlarmWeek = {
  readonly name: string;
  readonly severity: string;
  readonly times: number;
  readonly inAlarmMs: number;
  readonly isInAlarm: boolean;
};

export type Span = { readonly start: Date; readonly end: Date };

const measure = (
  changes: readonly AlarmStateChange[],
  isInAlarm: boolean,
  { start, end }: Span,
) => {
  const wasInAlarm = changes[0] ? changes[0].before === 'ALARM' : isInAlarm;
  let since = wasInAlarm ? start : undefined;
  let inAlarmMs = 0;
  for (const { state, at } of changes) {
    if (state === 'ALARM') since ??= at;
    else if (since) {
      inAlarmMs += at.getTime() - since.getTime();
      since = undefined;
    }
  }
  if (since) inAlarmMs += end.getTime() - since.getTime();
  return { times: changes.filter(({ state }) => state === 'ALARM').length, inAlarmMs };
};

/** The alarms that were in alarm within the span, the longest first. */
export const summarizeWeek = (
  alarms: readonly Alarm[],
  changes: readonly AlarmStateChange[],
  span: Span,
): readonly AlarmWeek[] => {
  const byAlarm = Map.groupBy(changes, ({ alarm }) => alarm);
  return alarms
    .map(({ name, state, description }) => {
      const isInAlarm = state === 'ALARM';
      return {
        name,
        severity: description?.severity ?? 'warning',
        isInAlarm,
        ...measure(byAlarm.get(name) ?? [], isInAlarm, span),
      };
    })
    .filter(({ times, isInAlarm }) => times > 0 || isInAlarm)
    .sort((one, other) => other.inAlarmMs - one.inAlarmMs || one.name.localeCompare(other.name));
};
