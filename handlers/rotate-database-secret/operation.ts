import type { Operation } from '../shared/operation.ts';
import { byHand } from './event.ts';

export const operation: Operation = {
  functionName: 'rotateDatabaseSecret',
  summary:
    "Tells how the rotation of the database's password stands, and what the next one would do",
  event: byHand,
  examples: { plan: { dryRun: true }, check: { check: true } },
};
