/** UTC with milliseconds, as both databases store and compare it: `2026-11-22 18:04:05.123`. */
export type Timestamp = string;

export const toTimestamp = (date: Date): Timestamp =>
  date.toISOString().slice(0, 23).replace('T', ' ');

export const fromTimestamp = (timestamp: Timestamp): Date =>
  new Date(`${timestamp.replace(' ', 'T')}Z`);
