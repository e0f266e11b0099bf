import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';
import type { MailKind, MailPayload } from './templates/index.ts';

export type EnqueueMail<Kind extends MailKind> = {
  readonly kind: Kind;
  readonly recipient: string;
  /**
   * Names this mail for ever, for example `order-<reference>-confirmation`: it becomes its
   * Message-ID, so that a copy sent twice is seen as one. Letters, digits, dots and hyphens.
   */
  readonly messageId: string;
  readonly payload: MailPayload<Kind>;
  readonly now: Date;
};

/**
 * Puts a mail into the outbox. It is sent after the transaction has been committed, and only then.
 * @throws the database's error for a message id that is taken.
 */
export const enqueueMail = async <Kind extends MailKind>(
  trx: Transaction<Schema>,
  { kind, recipient, messageId, payload, now }: EnqueueMail<Kind>,
): Promise<void> => {
  if (!/^[A-Za-z0-9.-]{1,190}$/.test(messageId)) throw new Error('not a usable message id');
  const at = toTimestamp(now);
  await trx
    .insertInto('outbox_messages')
    .values({
      message_id: messageId,
      kind,
      recipient,
      payload: JSON.stringify(payload),
      status: 'pending',
      due_at: at,
      created_at: at,
    })
    .execute();
};
