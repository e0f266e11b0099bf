import type { Operation } from '../shared/operation.ts';
import { reportDatabaseEvent } from './event.ts';

export const operation: Operation = {
  functionName: 'reportDatabase',
  summary: 'Tells how the database is: sizes, slow statements, lag, connections, missing indexes',
  event: reportDatabaseEvent,
  examples: { report: {}, long: { top: 50 }, quiet: { dryRun: true } },
};
