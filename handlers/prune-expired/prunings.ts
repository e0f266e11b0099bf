import {
  countExpiredSessions,
  countExpiredTokens,
  pruneSessions,
  pruneTokens,
} from '../../storefront/accounts/prune-accounts.ts';
import { countExpiredCarts, pruneCarts } from '../../storefront/cart/prune-carts.ts';
import { countLeftovers, pruneImports } from '../../storefront/catalog/import/prune-imports.ts';
import type { Db } from '../../storefront/db/open-database.ts';
import { countOverMail, type OverMail, pruneMail } from '../../storefront/mail/prune-mail.ts';
import type { PruneExpiredEvent } from './event.ts';

/** One kind of rows that end some day. */
export type Pruning = {
  readonly name: string;
  /** How many there are to delete. */
  readonly count: (db: Db) => Promise<number>;
  /** Deletes a bounded part of them, in short transactions; returns how many, 0 at the end. */
  readonly prune: (db: Db) => Promise<number>;
};

const dayMs = 86_400_000;

const mail = (name: string, over: OverMail): Pruning => ({
  name,
  count: (db) => countOverMail(db, over),
  prune: (db) => pruneMail(db, over),
});

/** What an event asks to delete, by the storefront's own rules of what has ended. */
export const buildPrunings = (
  { sentDays, failedDays }: Pick<PruneExpiredEvent, 'sentDays' | 'failedDays'>,
  now: Date,
): readonly Pruning[] => {
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
  return [
    {
      name: 'sessions',
      count: (db) => countExpiredSessions(db, now),
      prune: (db) => pruneSessions(db, now),
    },
    {
      name: 'mailed links',
      count: (db) => countExpiredTokens(db, now),
      prune: (db) => pruneTokens(db, now),
    },
    {
      name: 'carts',
      count: (db) => countExpiredCarts(db, now),
      prune: (db) => pruneCarts(db, now),
    },
    mail('sent mails', { status: 'sent', before: daysAgo(sentDays) }),
    mail('failed mails', { status: 'failed', before: daysAgo(failedDays) }),
    {
      name: 'products of dead imports',
      count: (db) => countLeftovers(db, now),
      prune: (db) => pruneImports(db, now),
    },
  ];
};
