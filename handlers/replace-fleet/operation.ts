import * as z from 'zod';
import type { Operation } from '../shared/operation.ts';
import { replaceFleetEvent } from './event.ts';
import { isOver } from './refreshes.ts';

const begun = z.object({ outcome: z.enum(['begun', 'cancelled']), refreshId: z.string().min(1) });
const progress = z.object({
  refresh: z.object({ status: z.string(), percent: z.number(), reason: z.string().optional() }),
});

const fine = ['Successful', 'Cancelled'];

export const operation: Operation = {
  functionName: 'replaceFleet',
  summary: 'Replaces all instances of the storefront, or goes back to an earlier one',
  event: replaceFleetEvent,
  examples: {
    status: { action: 'status' },
    plan: { action: 'replace', dryRun: true },
    replace: { action: 'replace', confirm: 'dev' },
    'roll-back': { action: 'rollBack', version: 1, confirm: 'dev' },
    cancel: { action: 'cancel' },
  },
  follow: (answer) => {
    const { success, data } = begun.safeParse(answer);
    return success ? { action: 'status', refreshId: data.refreshId } : undefined;
  },
  readProgress: (answer) => {
    const { refresh } = progress.parse(answer);
    return {
      percent: refresh.percent,
      text: [`replacement ${refresh.status}`, ...(refresh.reason ? [refresh.reason] : [])].join(
        ': ',
      ),
      isOver: isOver(refresh),
      failed: isOver(refresh) && !fine.includes(refresh.status),
    };
  },
};
