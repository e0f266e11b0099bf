import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { toTimestamp } from '../db/timestamp.ts';

export type AuditRow = {
  /** Who did it: see {@link shopperActor}, or `guest`. */
  readonly actor: string;
  /** What was done, such as `account.password-changed`. */
  readonly action: string;
  /** What it was done to. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly requestId: string;
  readonly now: Date;
};

/** Names a shopper in the audit log by id, so that a deleted account leaves nothing personal there. */
export const shopperActor = (userId: number): string => `user:${userId}`;

/** Names an address nobody may have: recognisable by who knows it, unreadable to others. */
export const emailSubject = (email: string): string =>
  `email-sha256:${createHash('sha256').update(email).digest('hex').slice(0, 32)}`;

/** Writes down who did what, in the transaction that does it. Details never hold a secret. */
export const addAuditRow = async (
  trx: Transaction<Schema>,
  { actor, action, subject, details = {}, requestId, now }: AuditRow,
): Promise<void> => {
  await trx
    .insertInto('audit_log')
    .values({
      actor,
      action,
      subject,
      details: JSON.stringify(details),
      request_id: requestId,
      created_at: toTimestamp(now),
    })
    .execute();
};
