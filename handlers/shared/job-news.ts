import * as z from 'zod';

const text = z.string().min(1);

/** What a job of ours tells people, by way of the alarm topic. */
export const jobNews = z.object({
  source: z.literal('tidemarket'),
  kind: z.literal('news'),
  /** The same for the same news, so that telling it twice shows it once. */
  id: text,
  job: text,
  /** News of one group within the hour share a thread. */
  group: text.optional(),
  level: z.enum(['good', 'info', 'warning', 'critical']),
  title: text,
  text: z.string().default(''),
  facts: z.array(z.tuple([text, z.string()])).default([]),
  at: z.iso.datetime(),
});

/** An alarm that has been in alarm for long. */
export const alarmReminder = z.object({
  source: z.literal('tidemarket'),
  kind: z.literal('reminder'),
  id: text,
  alarmName: text,
  description: z.string().default(''),
  since: z.iso.datetime(),
  at: z.iso.datetime(),
});

export type JobNews = z.output<typeof jobNews>;
export type AlarmReminder = z.output<typeof alarmReminder>;
