import { instantOf, type LocalDate, localDateOf } from './zoned-time.ts';

export type EveningTimes = {
  readonly TIME_ZONE: string;
  readonly EVENING_START: string;
  readonly EVENING_END: string;
};

/** One evening of the shop: from `start`, before `end`. */
export type Evening = {
  readonly date: LocalDate;
  readonly start: Date;
  readonly end: Date;
};

/** The evening of a day, right through clock changes: it may be an hour longer or shorter. */
export const eveningOf = (
  date: LocalDate,
  { TIME_ZONE, EVENING_START, EVENING_END }: EveningTimes,
): Evening => ({
  date,
  start: instantOf(date, EVENING_START, TIME_ZONE),
  end: instantOf(date, EVENING_END, TIME_ZONE),
});

/** Schedules fire a little early at times, and people try things before the evening. */
const earlyMs = 60 * 60_000;

/** The evening that it is now, or within an hour; undefined at other times of the day. */
export const findEvening = (now: Date, times: EveningTimes): Evening | undefined => {
  const evening = eveningOf(localDateOf(now, times.TIME_ZONE), times);
  const isNow = now.getTime() >= evening.start.getTime() - earlyMs && now < evening.end;
  return isNow ? evening : undefined;
};
