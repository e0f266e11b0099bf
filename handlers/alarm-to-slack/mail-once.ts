import * as z from 'zod';
import type { Key } from '../shared/operations-table.ts';
import type { Delivery } from './event.ts';
import { mailInstead } from './mail-instead.ts';
import { buildAlarmMessage } from './messages/alarm-message.ts';
import { describeMeasured } from './messages/measured.ts';
import type { Message } from './messages/message.ts';
import { buildNewsMessage } from './messages/news-message.ts';
import { buildReminder } from './messages/reminder-message.ts';
import { readDelivery } from './read/read-delivery.ts';
import type { Services } from './services.ts';

const daySeconds = 86_400;

const write = (delivery: Delivery, { config }: Services): Message | string => {
  const notice = readDelivery(delivery);
  if (notice.kind === 'news') return buildNewsMessage(notice.news, config);
  if (notice.kind === 'reminder') return buildReminder(notice.reminder, config);
  const { change } = notice;
  const { state, at } = change;
  const measured = describeMeasured(change);
  const incident = { openedAt: at, changedAt: at, changes: [at], isFlapping: false };
  return buildAlarmMessage(change, { ...incident, state, measured }, config);
};

/** Whatever keeps the table from answering must not keep the mail back, too. */
const wasMailed = (key: Key, { table }: Services): Promise<boolean> =>
  table.find(key, z.object({})).then(
    (found) => found !== undefined,
    () => false,
  );

/** Sends by e-mail what could not be posted, once however often it is tried. */
export const mailOnce = async (
  delivery: Delivery,
  because: string,
  services: Services,
): Promise<void> => {
  const key = { pk: `mailed#${delivery.id}`, sk: 'mailed' };
  if (await wasMailed(key, services)) return;
  await mailInstead(write(delivery, services), because, services);
  // Not remembered, it is mailed again: better twice than never.
  await services.table.putAll([{ key, value: {}, keepSeconds: daySeconds }]).catch(() => {});
};
