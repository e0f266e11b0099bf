import { Logger } from '@aws-lambda-powertools/logger';
import { buildDataServices } from '../shared/build-data-services.ts';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { pruneExpiredEvent } from './event.ts';
import { pruneExpired } from './prune-expired.ts';

export const handler = buildHandler({
  event: pruneExpiredEvent,
  buildServices: () => buildDataServices(readConfig()),
  work: pruneExpired,
  logger: new Logger({ serviceName: 'prune-expired' }),
  hide: ({ secrets }) => secrets.hide,
});
