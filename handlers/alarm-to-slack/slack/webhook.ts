import { Failure } from '../../shared/failure.ts';
import type { Message } from '../messages/message.ts';
import { type RequestServices, requestSlack } from './request.ts';

export type WebhookSettings = { readonly webhookUrl: string; readonly deadline: Date };

const isAboutForm = (text: string) =>
  /^(invalid_blocks|invalid_attachments|invalid_payload|too_many_attachments|msg_)/.test(text);

/**
 * Posts by an incoming webhook, which knows neither threads nor changes.
 * @throws Failure SLACK_AWAY, SLACK_REFUSED
 */
export const postToWebhook = async (
  message: Message | string,
  { webhookUrl, deadline }: WebhookSettings,
  services: RequestServices,
): Promise<void> => {
  const send = (body: object) =>
    requestSlack(
      {
        url: webhookUrl,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        deadline,
      },
      services,
    );
  const whole = typeof message === 'string' ? { text: message } : message;
  let answer = await send(whole);
  if (answer.status >= 400 && isAboutForm(answer.text)) answer = await send({ text: whole.text });
  if (answer.status < 300) return;
  throw new Failure(
    'SLACK_REFUSED',
    `Slack refused the webhook: status ${answer.status}, ${answer.text.slice(0, 100)}`,
    'docs/runbooks/AlarmToSlackFailed.md has what each of these words asks for.',
  );
};
