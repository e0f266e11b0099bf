import type { Operation } from '../shared/operation.ts';
import { eveningScaleUpEvent } from './event.ts';

export const operation: Operation = {
  functionName: 'eveningScaleUp',
  summary: 'Makes the storefront ready for the evening, checks that it is, and ends the evening',
  event: eveningScaleUpEvent,
  examples: {
    check: { action: 'check' },
    raise: { action: 'raise' },
    lower: { action: 'lower' },
    end: { action: 'lower', force: true },
  },
};
