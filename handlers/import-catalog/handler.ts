import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { importCatalogEvent } from './event.ts';
import { importCatalog } from './import-catalog.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: importCatalogEvent,
  buildServices: () => buildServices(readConfig()),
  work: importCatalog,
  logger: new Logger({ serviceName: 'import-catalog' }),
  hide: ({ secrets }) => secrets.hide,
  reserveMs: { work: 30_000, answer: 10_000 },
});
