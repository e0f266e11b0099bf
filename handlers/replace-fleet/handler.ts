import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { replaceFleetEvent } from './event.ts';
import { replaceFleet } from './replace-fleet.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: replaceFleetEvent,
  buildServices: () => buildServices(readConfig()),
  work: replaceFleet,
  logger: new Logger({ serviceName: 'replace-fleet' }),
  reserveMs: { work: 5_000, answer: 2_000 },
});
