import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { withMetrics } from '../shared/with-metrics.ts';
import { readConfig } from './config.ts';
import { recordWatermarkEvent } from './event.ts';
import { recordWatermark } from './record-watermark.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: recordWatermarkEvent,
  buildServices: () => buildServices(readConfig()),
  work: withMetrics(recordWatermark),
  logger: new Logger({ serviceName: 'record-watermark' }),
  hide: ({ secrets }) => secrets.hide,
  reserveMs: { work: 10_000, answer: 5_000 },
});
