import { transact } from '../db/transact.ts';
import type { AccountServices } from './account-services.ts';
import { addAuditRow, emailSubject } from './add-audit-row.ts';

export type LimitedLogIn = {
  readonly email: string;
  readonly clientAddress: string;
  readonly requestId: string;
};

/** Writes down that log-ins were refused for being too many. */
export const recordLimitedLogIn = (
  { database, now }: AccountServices,
  { email, clientAddress, requestId }: LimitedLogIn,
): Promise<void> =>
  transact(database.writer, (trx) =>
    addAuditRow(trx, {
      actor: 'guest',
      action: 'account.log-in-limited',
      subject: emailSubject(email),
      details: { client_address: clientAddress },
      requestId,
      now: now(),
    }),
  );
