import type { MailboxMail } from '../../storefront/mail/mailbox.ts';
import type { SlackMessage } from '../../tests/support/fake-slack.ts';
import type {
  HostedPaymentProvider,
  HostedSession,
} from '../../tests/support/hosted-payment-provider.ts';

export type Received = {
  readonly messages: readonly SlackMessage[];
  readonly sessions: readonly HostedSession[];
  readonly refunds: HostedPaymentProvider['refunds'];
  readonly mails: readonly MailboxMail[];
};

const mostShown = 50;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const toHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

const section = (
  id: string,
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string => {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${toHtml(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.slice(0, mostShown).map((row) => line(row, 'td'));
  const table = `<table>${line(head, 'th')}${body.join('')}</table>`;
  return `<section id="${id}"><h2>${title} (${rows.length})</h2>${rows.length > 0 ? table : '<p>Nothing yet.</p>'}</section>`;
};

/** One page with all that the chat, the payment provider and the mail folder have received. */
export const buildOutsidePage = ({ messages, sessions, refunds, mails }: Received): string =>
  `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Outside of the shop</title>
<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top;white-space:pre-wrap}</style>
<h1>Outside of the shop</h1><p>What was sent to the stage's chat, payment provider and mail folder, the newest first. Reload to see more.</p>
${section(
  'slack',
  'Slack',
  ['time', 'thread', 'message'],
  [...messages]
    .reverse()
    .map(({ ts, thread_ts, text, attachments }) => [
      ts,
      thread_ts ?? '',
      text ?? JSON.stringify(attachments ?? ''),
    ]),
)}
${section(
  'payments',
  'Payments',
  ['session', 'order', 'amount', 'state'],
  [...sessions]
    .reverse()
    .map(({ id, client_reference_id, amount_total, currency, status, payment_status }) => [
      id,
      client_reference_id,
      `${amount_total} ${currency}`,
      `${status}, ${payment_status}`,
    ]),
)}
${section(
  'refunds',
  'Refunds',
  ['payment', 'amount'],
  [...refunds].reverse().map((refund) => [refund.payment_intent, String(refund.amount)]),
)}
${section(
  'mail',
  'Mails',
  ['date', 'to', 'subject'],
  mails.map(({ date, to, subject }) => [date, to, subject]),
)}</html>`;
