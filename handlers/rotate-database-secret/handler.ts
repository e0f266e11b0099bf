import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { withMetrics } from '../shared/with-metrics.ts';
import { readConfig } from './config.ts';
import { rotateDatabaseSecretEvent } from './event.ts';
import { rotateDatabaseSecret } from './rotate-database-secret.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: rotateDatabaseSecretEvent,
  buildServices: () => buildServices(readConfig()),
  work: withMetrics(rotateDatabaseSecret),
  logger: new Logger({ serviceName: 'rotate-database-secret' }),
  hide: ({ secrets }) => secrets.hide,
  reserveMs: { work: 10_000, answer: 5_000 },
});
