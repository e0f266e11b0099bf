import { buildMail } from './messages/mail.ts';
import { buildMessage, colors, type Message } from './messages/message.ts';
import type { Services } from './services.ts';

/** Sends by e-mail what Slack cannot take. */
export const mailInstead = async (
  letter: Message | string,
  because: string,
  { sendMail, metrics }: Services,
): Promise<void> => {
  const message = typeof letter === 'string' ? buildMessage(letter, colors.unknown, []) : letter;
  await sendMail(buildMail(message, because));
  metrics.add('MessagesMailed', 1);
};
