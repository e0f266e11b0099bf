import { type Timestamp, toTimestamp } from '../db/timestamp.ts';

export type SessionLifetimes = {
  /** A session ends this long after it was last used. */
  readonly idleMs: number;
  /** A session ends this long after log-in, however much it is used. */
  readonly absoluteMs: number;
};

/** A session's use is written down at most this often. */
export const touchIntervalMs = 5 * 60_000;

/** When a session that is used now ends, unless it is used again. */
export const sessionExpiry = (
  { idleMs, absoluteMs }: SessionLifetimes,
  createdAt: Date,
  now: Date,
): Timestamp =>
  toTimestamp(new Date(Math.min(createdAt.getTime() + absoluteMs, now.getTime() + idleMs)));
