import type { Operation } from '../shared/operation.ts';
import { reconcileOrdersEvent } from './event.ts';

export const operation: Operation = {
  functionName: 'reconcileOrders',
  summary: 'Holds payments and stock against orders, and repairs what is safe to',
  event: reconcileOrdersEvent,
  examples: {
    look: {},
    'whole-year': { days: 365 },
    'plan-repair': { repair: ['LISTING_STALE', 'STOCK_NOT_RETURNED'], dryRun: true },
    repair: { repair: ['LISTING_STALE', 'STOCK_NOT_RETURNED'], confirm: 'dev' },
  },
};
