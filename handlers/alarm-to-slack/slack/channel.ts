import type { Message } from '../messages/message.ts';
import type { RequestServices } from './request.ts';
import { createSlackBot, type SlackBot } from './slack.ts';
import type { SlackSettings } from './slack-settings.ts';
import { postToWebhook } from './webhook.ts';

/** Where messages go: with threads, without, or nowhere yet. */
export type Channel =
  | ({ readonly mode: 'bot' } & SlackBot)
  | { readonly mode: 'webhook'; readonly post: (message: Message | string) => Promise<void> }
  | { readonly mode: 'none' };

export const openChannel = (
  settings: SlackSettings,
  { base, deadline }: { readonly base: string; readonly deadline: Date },
  services: RequestServices,
): Channel => {
  if (settings.mode === 'none') return settings;
  if (settings.mode === 'bot') {
    return { mode: 'bot', ...createSlackBot({ ...settings, base, deadline }, services) };
  }
  const { mode, webhookUrl } = settings;
  return { mode, post: (message) => postToWebhook(message, { webhookUrl, deadline }, services) };
};
