import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AlarmReminder, JobNews } from '../shared/job-news.ts';
import { buildDigest } from './build-digest.ts';
import type { AlarmRoundsEvent } from './event.ts';
import { listAlarms, listChanges } from './list-alarms.ts';
import { planReminders } from './plan-reminders.ts';
import type { Services } from './services.ts';
import { summarizeWeek } from './summarize-week.ts';

export type AlarmRoundsResult = {
  readonly outcome: 'done' | 'planned';
  readonly round: AlarmRoundsEvent['round'];
  readonly told: readonly (JobNews | AlarmReminder)[];
};

const weekMs = 7 * 86_400_000;

const countFailedEvents = async (sqs: SQSClient, QueueUrl: string): Promise<number> => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
};

const isOurs =
  ({ HEARTBEAT_ALARM }: Services['config']) =>
  ({ name }: { readonly name: string }) =>
    name !== HEARTBEAT_ALARM;

const planRemindersNow = async ({ cloudwatch, config, now }: Services) => {
  const alarms = await listAlarms(cloudwatch, `${config.STACK_NAME}-`);
  return planReminders(alarms.filter(isOurs(config)), now(), config.REMIND_AFTER_HOURS);
};

const planDigest = async ({ cloudwatch, sqs, config, now }: Services) => {
  const prefix = `${config.STACK_NAME}-`;
  const span = { start: new Date(now().getTime() - weekMs), end: now() };
  const alarms = (await listAlarms(cloudwatch, prefix)).filter(isOurs(config));
  const changes = await listChanges(cloudwatch, prefix, span.start);
  const failedEvents = await countFailedEvents(sqs, config.FAILED_EVENTS_QUEUE_URL);
  const week = summarizeWeek(alarms, changes, span);
  return [buildDigest({ stackName: config.STACK_NAME, span, alarms, week, failedEvents }, now())];
};

/**
 * Goes the rounds. The heartbeat only sends a metric: an alarm on it goes off, and comes all the way
 * that any other alarm takes.
 */
export const alarmRounds = async (
  { round, dryRun }: AlarmRoundsEvent,
  services: Services,
): Promise<AlarmRoundsResult> => {
  const { tell, metrics } = services;
  if (round === 'heartbeat') {
    if (!dryRun) metrics.add('HeartbeatSent', 1);
    return { outcome: dryRun ? 'planned' : 'done', round, told: [] };
  }
  const told = round === 'reminder' ? await planRemindersNow(services) : await planDigest(services);
  if (dryRun) return { outcome: 'planned', round, told };
  for (const news of told) await tell(news);
  if (told.length > 0)
    metrics.add(round === 'reminder' ? 'RemindersSent' : 'DigestsSent', told.length);
  return { outcome: 'done', round, told };
};
