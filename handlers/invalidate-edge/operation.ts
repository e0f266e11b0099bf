import * as z from 'zod';
import type { Operation } from '../shared/operation.ts';
import { invalidateEdgeEvent } from './event.ts';

const begun = z.object({ outcome: z.literal('begun'), invalidationId: z.string().min(1) });
const progress = z.object({ status: z.string() });

export const operation: Operation = {
  functionName: 'invalidateEdge',
  summary: 'Has CloudFront forget what it keeps of some paths',
  event: invalidateEdgeEvent,
  examples: {
    offers: { paths: ['/', '/offers.html'] },
    plan: { paths: ['/products/*'], dryRun: true },
    products: { paths: ['/shop', '/products', '/products/*'] },
    everything: { paths: ['/*'], confirm: 'dev' },
    status: { status: true, invalidationId: 'I2J0I21PCUYOIK' },
  },
  follow: (answer) => {
    const { success, data } = begun.safeParse(answer);
    return success ? { status: true, invalidationId: data.invalidationId } : undefined;
  },
  readProgress: (answer) => {
    const { status } = progress.parse(answer);
    const isOver = status === 'Completed';
    return {
      percent: isOver ? 100 : 0,
      text: `invalidation ${status}`,
      isOver,
      failed: !isOver && status !== 'InProgress',
    };
  },
};
