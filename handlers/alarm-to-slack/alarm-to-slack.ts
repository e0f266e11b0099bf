import type { Limits } from '../shared/build-handler.ts';
import { Failure } from '../shared/failure.ts';
import { withLease } from '../shared/with-lease.ts';
import type { Desk, Outcome } from './deliver.ts';
import { deliverAlarm } from './deliver-alarm.ts';
import { deliverNews } from './deliver-news.ts';
import { deliverReminder } from './deliver-reminder.ts';
import type { AlarmToSlackEvent, Delivery } from './event.ts';
import { mailOnce } from './mail-once.ts';
import { type Notice, readDelivery } from './read/read-delivery.ts';
import type { Services } from './services.ts';
import { openChannel } from './slack/channel.ts';

export type AlarmToSlackResult = {
  readonly outcome: 'done' | 'planned';
  readonly slack: 'bot' | 'webhook' | 'none';
  readonly deliveries: readonly Outcome[];
  /** Set when nobody receives anything. */
  readonly warning?: string;
};

const nobody = 'Slack is not set up and alertEmail is empty: nobody receives this';

/** Longer than the function may run, so that only a killed one leaves a lease behind. */
const holdMs = 65_000;
const waitMs = 15_000;

/** What must not be told at the same time. */
const leaseOf = (notice: Notice): string => {
  if (notice.kind === 'alarm') return `alarm ${notice.change.name}`;
  if (notice.kind === 'reminder') return `alarm ${notice.reminder.alarmName}`;
  return `news ${notice.news.group ?? notice.news.id}`;
};

const deliver = (notice: Notice, desk: Desk): Promise<Outcome> => {
  if (notice.kind === 'alarm') return deliverAlarm(notice.change, desk);
  if (notice.kind === 'reminder') return deliverReminder(notice.reminder, desk);
  return deliverNews(notice.news, desk);
};

const deliverAlone = (delivery: Delivery, desk: Desk): Promise<Outcome> => {
  const notice = readDelivery(delivery);
  if (desk.dryRun) return deliver(notice, desk);
  return withLease(desk.services, leaseOf(notice), { holdMs, waitMs }, () => deliver(notice, desk));
};

/** Somebody else is telling it right now. */
const isBusy = (error: unknown): boolean => error instanceof Failure && error.code === 'BUSY';

const explain = (error: unknown): string =>
  error instanceof Failure ? error.message : 'the function that posts to Slack failed';

const openDesk = async (dryRun: boolean, services: Services, deadline: Date): Promise<Desk> => {
  const settings = await services.slackSettings.read();
  const base = services.config.SLACK_API_BASE;
  return { services, dryRun, channel: openChannel(settings, { base, deadline }, services) };
};

const countOutcomes = (outcomes: readonly Outcome[], { metrics }: Services): void => {
  const posted = outcomes.filter(
    ({ outcome }) => outcome === 'posted' || outcome === 'told in its thread',
  );
  if (posted.length > 0) metrics.add('MessagesPosted', posted.length);
};

/**
 * Tells Slack what it is given. What cannot be posted goes by e-mail and fails the function, so that
 * it is tried again and then kept.
 */
export const alarmToSlack = async (
  { deliveries, dryRun }: AlarmToSlackEvent,
  services: Services,
  { remainingMs }: Limits,
): Promise<AlarmToSlackResult> => {
  const { metrics, now } = services;
  const opening = openDesk(dryRun, services, new Date(now().getTime() + remainingMs()));
  const outcomes: Outcome[] = [];
  const failures: unknown[] = [];
  for (const delivery of deliveries) {
    try {
      outcomes.push(await deliverAlone(delivery, await opening));
    } catch (error) {
      failures.push(error);
      if (dryRun || isBusy(error)) continue;
      metrics.add('MessagesNotPosted', 1);
      await mailOnce(delivery, explain(error), services);
    }
  }
  countOutcomes(outcomes, services);
  // One that fails keeps none of the others back; those are remembered and not told again.
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, 'several messages were not posted');
  const slack = (await opening).channel.mode;
  if (slack === 'none' && !dryRun) metrics.add('SlackNotSetUp', 1);
  return {
    outcome: dryRun ? 'planned' : 'done',
    slack,
    deliveries: outcomes,
    ...(slack === 'none' && !services.config.ALERT_EMAIL ? { warning: nobody } : {}),
  };
};
