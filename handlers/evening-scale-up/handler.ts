import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { withMetrics } from '../shared/with-metrics.ts';
import { readConfig } from './config.ts';
import { eveningScaleUp } from './evening-scale-up.ts';
import { eveningScaleUpEvent } from './event.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: eveningScaleUpEvent,
  buildServices: () => buildServices(readConfig()),
  work: withMetrics(eveningScaleUp),
  logger: new Logger({ serviceName: 'evening-scale-up' }),
  reserveMs: { work: 5_000, answer: 2_000 },
});
