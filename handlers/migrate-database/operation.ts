import type { Operation } from '../shared/operation.ts';
import { byHand } from './event.ts';

export const operation: Operation = {
  functionName: 'migrateDatabase',
  summary: "Brings the database's schema and users up to date, as a deploy does",
  event: byHand,
  examples: { plan: { dryRun: true }, migrate: {} },
};
