import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { failOverDatabaseEvent } from './event.ts';
import { failOverDatabase } from './fail-over-database.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: failOverDatabaseEvent,
  buildServices: () => buildServices(readConfig()),
  work: failOverDatabase,
  logger: new Logger({ serviceName: 'fail-over-database' }),
  reserveMs: { work: 5_000, answer: 2_000 },
});
