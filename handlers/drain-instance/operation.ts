import * as z from 'zod';
import type { Operation } from '../shared/operation.ts';
import { drainInstanceEvent } from './event.ts';

const asked = { instanceId: z.string(), keep: z.boolean(), return: z.boolean() };
const begun = z.object({ outcome: z.literal('begun'), ...asked });
const progress = z.object({
  ...asked,
  state: z.string(),
  inService: z.number(),
  desired: z.number(),
  isOver: z.boolean(),
  summary: z.string(),
});

const instanceId = 'i-0123456789abcdef0';

export const operation: Operation = {
  functionName: 'drainInstance',
  summary: 'Takes one instance out of service without failing a request, and has it replaced',
  event: drainInstanceEvent,
  examples: {
    look: { instanceId, status: true },
    plan: { instanceId, dryRun: true },
    drain: { instanceId, confirm: 'dev' },
    keep: { instanceId, keep: true, confirm: 'dev' },
    return: { instanceId, return: true },
  },
  follow: (answer) => {
    const { success, data } = begun.safeParse(answer);
    if (!success) return undefined;
    return { instanceId: data.instanceId, keep: data.keep, return: data.return, status: true };
  },
  readProgress: (answer) => {
    const { state, inService, desired, isOver, summary, ...event } = progress.parse(answer);
    const serving = Math.floor((100 * Math.min(inService, desired)) / Math.max(1, desired));
    return {
      percent: isOver ? 100 : Math.min(99, serving),
      text: summary,
      isOver,
      failed: event.return && state === 'gone',
    };
  },
};
