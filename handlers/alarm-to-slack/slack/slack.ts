import * as z from 'zod';
import { Failure } from '../../shared/failure.ts';
import type { Message } from '../messages/message.ts';
import { type RequestServices, requestSlack } from './request.ts';

export type Root = { readonly channel: string; readonly ts: string };

export type SlackBot = {
  /** Posts to the channel, or into a thread. */
  readonly post: (message: Message | string, thread?: ThreadPlace) => Promise<Root>;
  /** Changes a message; false when it is gone. */
  readonly edit: (root: Root, message: Message) => Promise<boolean>;
  /** Shows a picture in a thread. */
  readonly upload: (root: Root, name: string, png: Uint8Array<ArrayBuffer>) => Promise<void>;
};

export type ThreadPlace = {
  readonly root: Root;
  /** Shows the reply in the channel, too. */
  readonly broadcast?: boolean;
};

export type BotSettings = {
  readonly base: string;
  readonly token: string;
  readonly channel: string;
  readonly deadline: Date;
};

const answerSchema = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  ts: z.string().optional(),
  channel: z.string().optional(),
  upload_url: z.url().optional(),
  file_id: z.string().optional(),
});

type Answer = z.output<typeof answerSchema>;

const parseAnswer = (text: string): Answer | undefined => {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const refused = (method: string, error: string) =>
  new Failure(
    'SLACK_REFUSED',
    `Slack refused ${method}: ${error}`,
    'docs/runbooks/AlarmToSlackFailed.md has what each of these words asks for.',
  );

/** What Slack says of a message's form: then the text alone is sent, so that nothing is lost. */
const isAboutForm = (error: string) =>
  /^(invalid_blocks|invalid_attachments|msg_.*too_long|too_many_attachments|invalid_arguments)/.test(
    error,
  );

const isGone = (error: string) =>
  ['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed'].includes(
    error,
  );

/** Slack by its Web API, as a bot in one channel. */
export const createSlackBot = (
  { base, token, channel, deadline }: BotSettings,
  services: RequestServices,
): SlackBot => {
  const call = async (method: string, body: string, type: string): Promise<Answer> => {
    const { status, text } = await requestSlack(
      {
        url: `${base.replace(/\/$/, '')}/${method}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body,
        deadline,
      },
      services,
    );
    return parseAnswer(text) ?? { ok: false, error: `status ${status}` };
  };
  const callJson = (method: string, body: object) =>
    call(method, JSON.stringify(body), 'application/json; charset=utf-8');
  const callForm = (method: string, body: Record<string, string>) =>
    call(method, new URLSearchParams(body).toString(), 'application/x-www-form-urlencoded');

  const send = async (method: string, place: object, message: Message | string) => {
    const { text, attachments } =
      typeof message === 'string' ? { text: message, attachments: undefined } : message;
    const body = { ...place, text, unfurl_links: false, unfurl_media: false };
    const answer = await callJson(method, { ...body, attachments });
    if (answer.ok || !attachments || !isAboutForm(answer.error ?? '')) return answer;
    return callJson(method, body);
  };

  const post: SlackBot['post'] = async (message, thread) => {
    const place = thread
      ? {
          channel: thread.root.channel,
          thread_ts: thread.root.ts,
          ...(thread.broadcast ? { reply_broadcast: true } : {}),
        }
      : { channel };
    const answer = await send('chat.postMessage', place, message);
    if (answer.ok && answer.ts) return { channel: answer.channel ?? channel, ts: answer.ts };
    // Whoever deleted the thread still wants to know.
    if (thread && isGone(answer.error ?? '')) return post(message);
    throw refused('chat.postMessage', answer.error ?? 'no ts');
  };

  return {
    post,
    edit: async (root, message) => {
      const answer = await send('chat.update', root, message);
      if (answer.ok) return true;
      if (isGone(answer.error ?? '')) return false;
      throw refused('chat.update', answer.error ?? 'no reason');
    },
    upload: async (root, name, png) => {
      const place = await callForm('files.getUploadURLExternal', {
        filename: name,
        length: String(png.byteLength),
      });
      if (!place.ok || !place.upload_url || !place.file_id) {
        throw refused('files.getUploadURLExternal', place.error ?? 'no address');
      }
      await requestSlack(
        { url: place.upload_url, headers: { 'content-type': 'image/png' }, body: png, deadline },
        services,
      );
      const done = await callJson('files.completeUploadExternal', {
        files: [{ id: place.file_id, title: name }],
        channel_id: root.channel,
        thread_ts: root.ts,
      });
      if (!done.ok) throw refused('files.completeUploadExternal', done.error ?? 'no reason');
    },
  };
};
