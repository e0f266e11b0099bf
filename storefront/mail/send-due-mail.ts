import type { Db } from '../db/open-database.ts';
import { fromTimestamp, toTimestamp } from '../db/timestamp.ts';
import type { Logger } from '../logger.ts';
import type { Site } from '../site.ts';
import { claimMail, type OutboxMessage } from './claim-mail.ts';
import type { MailTransport } from './mail-transport.ts';
import { findTemplate } from './templates/index.ts';

/** Tries before a mail is left to people: the last one half a day after the first. */
export const maxAttempts = 10;

const longestPauseMs = 4 * 60 * 60_000;

const pauseMs = (attempts: number): number =>
  Math.min(30_000 * 2 ** (attempts - 1), longestPauseMs);

export type SendDueMail = {
  readonly db: Db;
  readonly transport: MailTransport;
  readonly site: Site;
  readonly logger: Logger;
  readonly now: () => Date;
};

const deliver = async (message: OutboxMessage, { transport, site }: SendDueMail): Promise<void> => {
  const template = findTemplate(message.kind);
  if (!template) throw new Error(`no template for mails of kind ${message.kind}`);
  const host = URL.canParse(site.origin) ? new URL(site.origin).hostname : 'localhost';
  await transport.send({
    ...template(JSON.parse(message.payload), site),
    to: message.recipient,
    messageId: `${message.message_id}@${host}`,
    date: fromTimestamp(message.created_at),
  });
};

const markFailed = async (
  message: OutboxMessage,
  error: unknown,
  { db, logger, now }: SendDueMail,
): Promise<void> => {
  const isLast = message.attempts >= maxAttempts;
  await db
    .updateTable('outbox_messages')
    .set({
      status: isLast ? 'failed' : 'pending',
      due_at: toTimestamp(new Date(now().getTime() + pauseMs(message.attempts))),
      last_error: String(error).slice(0, 500),
    })
    .where('id', '=', message.id)
    .where('attempts', '=', message.attempts)
    .execute();
  const { kind, message_id, attempts } = message;
  const details = { kind, message_id, attempts, error };
  if (isLast) logger.error({ message: 'a mail was given up', ...details });
  else logger.warn({ message: 'a mail could not be sent, it is tried again', ...details });
};

/** Once sent, a mail leaves nothing behind but that it was sent: its payload may open an account. */
const markSent = async (message: OutboxMessage, { db, now }: SendDueMail): Promise<void> => {
  await db
    .updateTable('outbox_messages')
    .set({ status: 'sent', sent_at: toTimestamp(now()), payload: '{}', last_error: '' })
    .where('id', '=', message.id)
    .where('attempts', '=', message.attempts)
    .execute();
};

/**
 * Sends every mail that is due. A sender that dies between sending a mail and noting it down causes
 * one copy of that mail, with the same Message-ID; nothing else does.
 * @returns how many were sent.
 */
export const sendDueMail = async (context: SendDueMail): Promise<number> => {
  for (let sent = 0; ; ) {
    const message = await claimMail(context.db, context.now());
    if (!message) return sent;
    try {
      // A mail whose every sender has died would otherwise be tried for ever.
      if (message.attempts > maxAttempts) throw new Error('its senders have died');
      await deliver(message, context);
    } catch (error) {
      await markFailed(message, error, context);
      continue;
    }
    await markSent(message, context);
    sent += 1;
  }
};
