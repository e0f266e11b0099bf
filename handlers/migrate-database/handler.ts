import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { migrateDatabaseEvent } from './event.ts';
import { migrateDatabase } from './migrate-database.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: migrateDatabaseEvent,
  buildServices: () => buildServices(readConfig()),
  work: migrateDatabase,
  logger: new Logger({ serviceName: 'migrate-database' }),
  hide: ({ secrets }) => secrets.hide,
});
