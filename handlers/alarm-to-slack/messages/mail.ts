import type { Message } from './message.ts';

const emojis =
  /:(?:rotating_light|warning|information_source|large_green_circle|white_circle|repeat|hourglass|sunrise): ?/g;

const toPlainText = (text: string): string =>
  text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([^|>]+)\|([^>]*)>/g, '$2: $1')
    .replace(emojis, '')
    .replaceAll('```', '')
    .replaceAll('*', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** SNS takes subjects of up to 100 printable ASCII characters, mails of up to 256 KiB. */
const toSubject = (text: string): string =>
  toPlainText(text)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 100);

const maxMailLength = 60_000;

export type Mail = { readonly subject: string; readonly text: string };

/** A message for Slack as a plain e-mail. */
export const buildMail = ({ text, attachments }: Message, because: string): Mail => {
  const blocks = attachments[0].blocks.map((block) => {
    if (block.type === 'context') return block.elements.map((it) => it.text).join('\n');
    if ('fields' in block) return block.fields.map((it) => it.text.replace('\n', ' ')).join('\n');
    return block.text.text;
  });
  const body = [text, ...blocks, `This came by e-mail because ${because}.`];
  return {
    subject: toSubject(text) || 'Tidemarket',
    text: toPlainText(body.join('\n\n')).slice(0, maxMailLength),
  };
};
