import type { Connection } from 'mysql2/promise';
import type { Begun } from '../shared/drill.ts';
import type { Watermark } from '../shared/watermark/watermark.ts';

/** A restored database, and what is known of where it comes from. */
export type Copy = {
  readonly connection: Connection;
  readonly database: string;
  /** When its snapshot was taken. */
  readonly snapshotAt: Date;
  /** What the database held a little before. */
  readonly watermark: Watermark;
};

/** The same without anything to compare it with. */
export type LoneCopy = Omit<Copy, 'watermark'> & {
  readonly watermark: Watermark | undefined;
  readonly drillStartedAt: Date;
  readonly isGiven: Begun['isGiven'];
};
