/** A day as its calendar shows it, such as 2026-11-01. */
export type LocalDate = string;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatIn = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
};

/** What a clock in the zone shows, as if it were UTC. */
const wallClockMs = (instant: Date, zone: string): number => {
  const parts = new Map(
    formatIn(zone)
      .formatToParts(instant)
      .map((it) => [it.type, it.value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
};

export const localDateOf = (instant: Date, zone: string): LocalDate =>
  new Date(wallClockMs(instant, zone)).toISOString().slice(0, 10);

/** `2026-11-01 18:05`, as a clock in the zone shows it. */
export const formatLocal = (instant: Date, zone: string): string =>
  new Date(wallClockMs(instant, zone)).toISOString().slice(0, 16).replace('T', ' ');

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * The instant at which clocks in the zone show this time of this day. Of an hour that comes twice it
 * is the first; a time that clocks leap over is the instant after the leap as many minutes later.
 */
export const instantOf = (date: LocalDate, time: string, zone: string): Date => {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (ms: number) => wallClockMs(new Date(ms), zone) - ms;
  // Zones differ from UTC by less than a day, so one of these two offsets is the right one.
  const before = wanted - offsetAt(wanted - 86_400_000);
  const after = wanted - offsetAt(wanted + 86_400_000);
  const fits = (ms: number) => wallClockMs(new Date(ms), zone) === wanted;
  return new Date(fits(before) ? before : fits(after) ? after : before);
};
