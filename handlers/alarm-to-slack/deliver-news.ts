import * as z from 'zod';
import type { Key } from '../shared/operations-table.ts';
import { type Desk, type Outcome, rememberSeconds } from './deliver.ts';
import { mailInstead } from './mail-instead.ts';
import { buildNewsMessage, buildNewsReply } from './messages/news-message.ts';
import type { News } from './read/news.ts';

const hourMs = 3_600_000;
/** So many replies a thread gets within its hour; the first message says how many more there were. */
const maxReplies = 5;

const threadSchema = z.object({
  root: z.object({ channel: z.string(), ts: z.string() }).optional(),
  firstAt: z.iso.datetime(),
  count: z.number(),
});

type Thread = z.output<typeof threadSchema>;

const toldKey = (id: string): Key => ({ pk: `news#${id}`, sk: 'told' });
const threadKey = (group: string): Key => ({ pk: `news-of#${group}`, sk: 'thread' });

const findThread = async (
  { group, at }: News,
  { services: { table } }: Desk,
): Promise<Thread | undefined> => {
  if (group === undefined) return undefined;
  const thread = await table.find(threadKey(group), threadSchema);
  return thread && at.getTime() - Date.parse(thread.firstAt) < hourMs ? thread : undefined;
};

const withCount = (news: News, count: number): News => ({
  ...news,
  facts: [...news.facts, ['Times within the hour', String(count)]],
});

/** Sends it and returns the thread as it is then. */
const send = async (news: News, thread: Thread | undefined, desk: Desk): Promise<Thread> => {
  const { channel, services } = desk;
  const message = buildNewsMessage(news, services.config);
  const count = (thread?.count ?? 0) + 1;
  const firstAt = thread?.firstAt ?? news.at.toISOString();
  const isMuted = count > maxReplies + 1;
  if (channel.mode === 'none') {
    if (!isMuted) await mailInstead(message, 'Slack is not set up', services);
    return { firstAt, count };
  }
  if (channel.mode === 'webhook') {
    if (!isMuted) await channel.post(message);
    return { firstAt, count };
  }
  if (!thread?.root) return { firstAt, count, root: await channel.post(message) };
  const { root } = thread;
  if (isMuted) await channel.edit(root, buildNewsMessage(withCount(news, count), services.config));
  else await channel.post(buildNewsReply(news), { root });
  return { firstAt, count, root };
};

/** Tells of something that happened, once. Call it under the lease of its group. */
export const deliverNews = async (news: News, desk: Desk): Promise<Outcome> => {
  const { services, channel, dryRun } = desk;
  const about = news.title;
  if (await services.table.find(toldKey(news.id), z.object({}))) {
    return { outcome: 'told already', about, because: 'it was delivered before' };
  }
  const thread = await findThread(news, desk);
  if (dryRun) {
    return { outcome: 'would be told', about, wouldSend: buildNewsMessage(news, services.config) };
  }
  const after = await send(news, thread, desk);
  const told = { key: toldKey(news.id), value: {}, keepSeconds: rememberSeconds };
  await services.table.putAll(
    news.group === undefined
      ? [told]
      : [told, { key: threadKey(news.group), value: after, keepSeconds: rememberSeconds }],
  );
  if (channel.mode === 'none') return { outcome: 'mailed', about };
  return { outcome: thread?.root ? 'told in its thread' : 'posted', about };
};
