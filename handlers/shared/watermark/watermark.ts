import * as z from 'zod';

const count = z.number().int().min(0);

const digest = z.object({
  rows: count,
  throughId: count,
  checksum: z.string(),
  /** A whole number of the currency's smallest unit, as text because it may be large. */
  moneyMinor: z.string(),
});

/** A table's settled rows, summed up. */
export type Digest = z.output<typeof digest>;

const migration = z.object({ name: z.string(), timestamp: z.string() });

/** A migration that the database has had, and when: no two databases have the same times. */
export type Migration = z.output<typeof migration>;

export const watermark = z.object({
  /** By the database server's clock, to the millisecond. */
  takenAt: z.iso.datetime(),
  /** What is made before it is committed: exact sums are of these rows only. */
  settledBefore: z.string(),
  database: z.string(),
  migrations: z.array(migration),
  tables: z.array(z.string()),
  foreignKeys: count,
  settled: z.record(z.string(), digest),
  /** All rows, those that are not settled too. */
  counts: z.record(z.string(), count),
});

/** What a database held at a moment, without any of it. */
export type Watermark = z.output<typeof watermark>;

/** All watermarks in the operations table; the sort key is `takenAt`. */
export const watermarkKey = 'watermark';
