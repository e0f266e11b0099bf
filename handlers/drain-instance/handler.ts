import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { drainInstance } from './drain-instance.ts';
import { drainInstanceEvent } from './event.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: drainInstanceEvent,
  buildServices: () => buildServices(readConfig()),
  work: drainInstance,
  logger: new Logger({ serviceName: 'drain-instance' }),
  reserveMs: { work: 5_000, answer: 2_000 },
});
