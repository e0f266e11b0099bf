import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { invalidateEdgeEvent } from './event.ts';
import { invalidateEdge } from './invalidate-edge.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: invalidateEdgeEvent,
  buildServices: () => buildServices(readConfig()),
  work: invalidateEdge,
  logger: new Logger({ serviceName: 'invalidate-edge' }),
  reserveMs: { work: 5_000, answer: 2_000 },
});
