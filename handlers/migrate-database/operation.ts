import type { Operation } from '../shared/operation.ts';
import { migrateDatabaseEvent } from './event.ts';

export const operation: Operation = {
  functionName: 'migrateDatabase',
  summary: "Brings the database's schema and users up to date, as a deploy does",
  event: migrateDatabaseEvent,
  examples: { plan: { dryRun: true }, migrate: {} },
};
