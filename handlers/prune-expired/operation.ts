import type { Operation } from '../shared/operation.ts';
import { pruneExpiredEvent } from './event.ts';

export const operation: Operation = {
  functionName: 'pruneExpired',
  summary: 'Deletes what has ended: sessions, mailed links, carts, old mails, dead imports',
  event: pruneExpiredEvent,
  examples: {
    plan: { dryRun: true },
    prune: {},
    'less-mail': { sentDays: 30, failedDays: 60, dryRun: true },
  },
};
