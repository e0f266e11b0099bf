import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type AnyMessage, findBrokenLimits } from './slack-limits.ts';

export type SlackMessage = AnyMessage & {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string | undefined;
  readonly reply_broadcast?: boolean | undefined;
};

/** What it does instead of answering as Slack does. */
export type Mood =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'silence'
  | 'hang up';

export type FakeSlack = {
  readonly apiBase: string;
  readonly webhookUrl: string;
  /** Messages as the channel shows them now, replies too. */
  readonly messages: () => readonly SlackMessage[];
  readonly roots: () => readonly SlackMessage[];
  readonly repliesTo: (ts: string) => readonly SlackMessage[];
  readonly pictures: () => readonly { readonly thread: string; readonly bytes: number }[];
  /** Methods asked for so far, `webhook` for the webhook. */
  readonly calls: () => readonly string[];
  /** The next requests meet these moods, one each. */
  readonly nextMoods: (...moods: readonly Mood[]) => void;
  readonly stayIn: (mood: Mood | undefined) => void;
  readonly forget: (ts: string) => void;
  readonly stop: () => Promise<void>;
};

export const slackToken = 'xoxb-for-tests';
export const slackChannel = 'C0123456789';

type Body = Record<string, unknown> & AnyMessage;

const readBody = async (request: IncomingMessage): Promise<Body> => {
  const content = await text(request);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return JSON.parse(content) as Body;
  if (type.startsWith('image/')) return { bytes: content.length };
  return Object.fromEntries(new URLSearchParams(content));
};

/** A Slack of one channel on 127.0.0.1: Web API and incoming webhook, with Slack's limits. */
export const startFakeSlack = async (): Promise<FakeSlack> => {
  const messages = new Map<string, SlackMessage>();
  const pictures: { thread: string; bytes: number }[] = [];
  const calls: string[] = [];
  const moods: Mood[] = [];
  let lasting: Mood | undefined;
  let count = 0;
  let uploaded = 0;
  let base = '';

  const add = (message: Omit<SlackMessage, 'ts'>) => {
    count += 1;
    const ts = `1795388645.${String(count).padStart(6, '0')}`;
    messages.set(ts, { ...message, ts });
    return ts;
  };

  const answer = (method: string, body: Body): object => {
    if (findBrokenLimits(body).length > 0) return { ok: false, error: 'invalid_blocks' };
    const { text, attachments } = body;
    if (method === 'chat.postMessage') {
      if (body['channel'] !== slackChannel) return { ok: false, error: 'channel_not_found' };
      const thread_ts = body['thread_ts'] as string | undefined;
      if (thread_ts && !messages.has(thread_ts)) return { ok: false, error: 'thread_not_found' };
      const reply_broadcast = body['reply_broadcast'] === true || undefined;
      const channel = slackChannel;
      const ts = add({ channel, text, attachments, thread_ts, reply_broadcast });
      return { ok: true, channel, ts };
    }
    if (method === 'chat.update') {
      const old = messages.get(String(body['ts']));
      if (!old) return { ok: false, error: 'message_not_found' };
      messages.set(old.ts, { ...old, text, attachments });
      return { ok: true, channel: slackChannel, ts: old.ts };
    }
    if (method === 'files.getUploadURLExternal') {
      return { ok: true, upload_url: `${base}/upload`, file_id: 'F01' };
    }
    if (method === 'files.completeUploadExternal') {
      pictures.push({ thread: String(body['thread_ts']), bytes: uploaded });
      return { ok: true };
    }
    return { ok: false, error: 'unknown_method' };
  };

  const server = createServer(async (request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    calls.push(method);
    const body = await readBody(request);
    const mood = moods.shift() ?? lasting;
    if (mood === 'silence') return;
    if (mood === 'hang up') {
      request.socket.destroy();
      return;
    }
    if (mood) {
      response.writeHead(mood.status, mood.headers).end(mood.body ?? '');
      return;
    }
    if (method === 'upload') {
      uploaded = Number(body['bytes']);
      response.end('OK');
    } else if (method === 'webhook') {
      const isFine = findBrokenLimits(body).length === 0;
      if (isFine) add({ channel: slackChannel, text: body.text, attachments: body.attachments });
      response.writeHead(isFine ? 200 : 400).end(isFine ? 'ok' : 'invalid_blocks');
    } else {
      const isKnown = request.headers.authorization === `Bearer ${slackToken}`;
      const said = isKnown ? answer(method, body) : { ok: false, error: 'invalid_auth' };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const all = () => [...messages.values()];
  return {
    apiBase: `${base}/api`,
    webhookUrl: `${base}/webhook`,
    messages: all,
    roots: () => all().filter((it) => it.thread_ts === undefined),
    repliesTo: (ts) => all().filter((it) => it.thread_ts === ts),
    pictures: () => pictures,
    calls: () => calls,
    nextMoods: (...next) => {
      moods.push(...next);
    },
    stayIn: (mood) => {
      lasting = mood;
    },
    forget: (ts) => {
      messages.delete(ts);
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
