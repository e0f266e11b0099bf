import { pruneAccounts } from './accounts/prune-accounts.ts';
import { pruneCarts } from './cart/prune-carts.ts';
import type { Commerce } from './commerce.ts';
import { beat } from './db/heartbeat.ts';
import type { Database } from './db/open-database.ts';
import type { Logger } from './logger.ts';
import type { MailTransport } from './mail/mail-transport.ts';
import { sendDueMail } from './mail/send-due-mail.ts';
import { expirePayments } from './payments/expire-payments.ts';
import { sendRefunds } from './payments/send-refunds.ts';
import type { Job } from './run-repeatedly.ts';
import type { Site } from './site.ts';

export type StorefrontJobs = {
  readonly database: Database;
  readonly commerce: Commerce;
  readonly transport: MailTransport;
  readonly site: Site;
  readonly logger: Logger;
  readonly now: () => Date;
};

const hourMs = 60 * 60_000;

/** What goes on beside the requests. Every process does it; the database lets one win each time. */
export const storefrontJobs = ({
  database,
  commerce: { providers },
  transport,
  site,
  logger,
  now,
}: StorefrontJobs): readonly Job[] => [
  { name: 'heartbeat', everyMs: 1_000, run: () => beat(database) },
  {
    name: 'mail',
    everyMs: 1_000,
    run: () => sendDueMail({ db: database.writer, transport, site, logger, now }),
  },
  {
    name: 'payments',
    everyMs: 5_000,
    run: async () => {
      await expirePayments(database, { providers, logger, now: now() });
      await sendRefunds(database, { providers, logger, now: now() });
    },
  },
  { name: 'carts', everyMs: hourMs, run: () => pruneCarts(database.writer, now()) },
  { name: 'accounts', everyMs: hourMs, run: () => pruneAccounts(database.writer, now()) },
];
