import * as z from 'zod';
import { alarmState } from '../read/alarm-change.ts';

const time = z.iso.datetime().transform((text) => new Date(text));

/** An alarm's going off, with all its changes until it has been calm for a while. */
export const incidentSchema = z.object({
  /** The message that the incident's thread hangs on; absent without a thread. */
  root: z.object({ channel: z.string(), ts: z.string() }).optional(),
  state: alarmState,
  openedAt: time,
  changedAt: time,
  /** Times of the changes of late, newest last. */
  changes: z.array(time),
  /** Value against threshold when it last went off. */
  measured: z.string(),
  isFlapping: z.boolean(),
});

export type Incident = z.output<typeof incidentSchema>;

/** As the table stores it. */
export const storeIncident = (incident: Incident): Record<string, unknown> => ({
  ...incident,
  openedAt: incident.openedAt.toISOString(),
  changedAt: incident.changedAt.toISOString(),
  changes: incident.changes.map((it) => it.toISOString()),
});
