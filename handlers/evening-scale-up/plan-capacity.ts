import type { LocalDate } from '../shared/zoned-time.ts';
import type { EveningException } from './exceptions.ts';

/** How busy an evening was. */
export type PastEvening = {
  readonly date: LocalDate;
  /** Requests in the busiest five minutes, a minute; undefined when too little was measured. */
  readonly peakPerMinute: number | undefined;
  /** Set when it was no evening like others: then it tells nothing. */
  readonly exception: boolean;
};

export type CapacityRules = {
  readonly DAY_MIN_SIZE: number;
  readonly EVENING_FLOOR: number;
  readonly REQUESTS_PER_INSTANCE: number;
  readonly HEADROOM_PERCENT: number;
};

export type Capacity = {
  /** Instances that the evening needs; undefined on a day that is closed. */
  readonly wanted: number | undefined;
  readonly because: string;
};

const busiest = (history: readonly PastEvening[]) => {
  const measured = history.flatMap(({ date, peakPerMinute, exception }) =>
    peakPerMinute === undefined || exception ? [] : [{ date, peakPerMinute }],
  );
  return measured.reduce<(typeof measured)[number] | undefined>(
    (most, it) => (most && most.peakPerMinute >= it.peakPerMinute ? most : it),
    undefined,
  );
};

/** How many instances an evening needs, and why, in words. */
export const planCapacity = (
  history: readonly PastEvening[],
  exception: EveningException | undefined,
  rules: CapacityRules,
): Capacity => {
  if (exception?.kind === 'closed') {
    return { wanted: undefined, because: 'the calendar says that the shop is closed' };
  }
  if (exception?.kind === 'instances') {
    const { count } = exception;
    return { wanted: count, because: `the calendar asks for ${count} on this day` };
  }
  const floor = Math.max(rules.EVENING_FLOOR, rules.DAY_MIN_SIZE + 1);
  const factor = exception?.factor ?? 1;
  const times = exception ? `, ${factor} times as many by the calendar` : '';
  const peak = busiest(history);
  if (!peak) {
    return {
      wanted: Math.ceil(floor * factor),
      because: `no history: the floor of ${floor}${times}`,
    };
  }
  const expected = peak.peakPerMinute * (1 + rules.HEADROOM_PERCENT / 100);
  const needed = Math.ceil(expected / rules.REQUESTS_PER_INSTANCE);
  const said = `${Math.round(peak.peakPerMinute)} requests a minute on ${peak.date} and ${rules.HEADROOM_PERCENT} % headroom need ${needed}`;
  return {
    wanted: Math.ceil(Math.max(floor, needed) * factor),
    because: `${said}${needed < floor ? `, the floor is ${floor}` : ''}${times}`,
  };
};
