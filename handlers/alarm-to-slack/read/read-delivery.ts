import * as z from 'zod';
import { type AlarmReminder, alarmReminder, jobNews } from '../../shared/job-news.ts';
import type { Delivery } from '../event.ts';
import { type AlarmChange, alarmNotification, buildAlarmChange } from './alarm-change.ts';
import { findBusEvent } from './bus-events.ts';
import type { News } from './news.ts';

export type Notice =
  | { readonly kind: 'alarm'; readonly change: AlarmChange }
  | { readonly kind: 'reminder'; readonly reminder: AlarmReminder }
  | { readonly kind: 'news'; readonly news: News };

const named = z.looseObject({ source: z.string(), 'detail-type': z.string() });

const isBudget = (subject: string | undefined) => /^AWS Budgets:/i.test(subject ?? '');

const readText = (text: string, { id, subject, at }: Delivery): News => ({
  id,
  level: isBudget(subject) ? 'warning' : 'info',
  title: subject ?? 'A message on the alarm topic',
  text,
  facts: [],
  from: isBudget(subject) ? 'AWS Budgets' : 'alarm topic',
  at,
});

const readUnknown = ({ id, subject, body, at }: Delivery): News => {
  const event = named.safeParse(body);
  const from = event.success ? event.data.source : 'alarm topic';
  const type = event.success ? event.data['detail-type'] : 'a message that is not known';
  return {
    id,
    level: 'info',
    title: subject ?? `${from}: ${type}`,
    text: '',
    facts: [],
    raw: JSON.stringify(body, null, 2),
    from,
    at,
  };
};

const readNews = (delivery: Delivery): News => {
  const { id, body, at } = delivery;
  const ours = jobNews.safeParse(body);
  if (ours.success) {
    const { job, group, ...news } = ours.data;
    return {
      ...news,
      ...(group === undefined ? {} : { group }),
      from: job,
      at: new Date(news.at),
    };
  }
  if (typeof body === 'string') return readText(body, delivery);
  const told = findBusEvent(body);
  return told ? { id, at, from: named.parse(body).source, ...told } : readUnknown(delivery);
};

/** What a delivery means. Nothing is refused: what is not known is shown as it came. */
export const readDelivery = (delivery: Delivery): Notice => {
  const alarm = alarmNotification.safeParse(delivery.body);
  if (alarm.success) return { kind: 'alarm', change: buildAlarmChange(alarm.data) };
  const reminder = alarmReminder.safeParse(delivery.body);
  if (reminder.success) return { kind: 'reminder', reminder: reminder.data };
  return { kind: 'news', news: readNews(delivery) };
};
