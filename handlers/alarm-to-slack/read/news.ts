import type { JobNews } from '../../shared/job-news.ts';

export type NewsLevel = JobNews['level'];

/** Something that happened, other than an alarm's change of state. */
export type News = {
  readonly id: string;
  readonly level: NewsLevel;
  readonly title: string;
  readonly text: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Shown as it is, in a fixed-width font. */
  readonly raw?: string;
  /** News of one group within the hour share a thread. */
  readonly group?: string;
  readonly from: string;
  readonly at: Date;
};
