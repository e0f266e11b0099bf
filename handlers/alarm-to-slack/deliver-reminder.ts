import * as z from 'zod';
import type { AlarmReminder } from '../shared/job-news.ts';
import type { Key } from '../shared/operations-table.ts';
import { type Desk, type Outcome, rememberSeconds } from './deliver.ts';
import { incidentKey } from './deliver-alarm.ts';
import { incidentSchema } from './incidents/incident.ts';
import { mailInstead } from './mail-instead.ts';
import { buildReminder } from './messages/reminder-message.ts';

const toldKey = (id: string): Key => ({ pk: `reminder#${id}`, sk: 'told' });

/** Reminds of an alarm that lasts: in its thread and in the channel. Call it under the alarm's lease. */
export const deliverReminder = async (
  reminder: AlarmReminder,
  { services, channel, dryRun }: Desk,
): Promise<Outcome> => {
  const about = `reminder of ${reminder.alarmName}`;
  if (await services.table.find(toldKey(reminder.id), z.object({}))) {
    return { outcome: 'told already', about, because: 'it was delivered before' };
  }
  const incident = await services.table.find(incidentKey(reminder.alarmName), incidentSchema);
  // It may have recovered while the reminder was on its way.
  if (incident?.state === 'OK' && incident.changedAt > new Date(reminder.since)) {
    return { outcome: 'nothing to tell', about, because: 'it has recovered' };
  }
  const text = buildReminder(reminder, services.config);
  if (dryRun) return { outcome: 'would be told', about, wouldSend: text };

  if (channel.mode === 'none') await mailInstead(text, 'Slack is not set up', services);
  else if (channel.mode === 'webhook') await channel.post(text);
  else if (incident?.root) await channel.post(text, { root: incident.root, broadcast: true });
  else await channel.post(text);
  await services.table.putAll([
    { key: toldKey(reminder.id), value: {}, keepSeconds: rememberSeconds },
  ]);
  if (channel.mode === 'none') return { outcome: 'mailed', about };
  return { outcome: incident?.root ? 'told in its thread' : 'posted', about };
};
