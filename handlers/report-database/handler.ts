import { Logger } from '@aws-lambda-powertools/logger';
import { buildDataServices } from '../shared/build-data-services.ts';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { reportDatabaseEvent } from './event.ts';
import { reportDatabase } from './report-database.ts';

export const handler = buildHandler({
  event: reportDatabaseEvent,
  buildServices: () => buildDataServices(readConfig()),
  work: reportDatabase,
  logger: new Logger({ serviceName: 'report-database' }),
  hide: ({ secrets }) => secrets.hide,
  reserveMs: { work: 5_000, answer: 2_000 },
});
