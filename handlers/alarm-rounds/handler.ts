import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { withMetrics } from '../shared/with-metrics.ts';
import { alarmRounds } from './alarm-rounds.ts';
import { readConfig } from './config.ts';
import { alarmRoundsEvent } from './event.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: alarmRoundsEvent,
  buildServices: () => buildServices(readConfig()),
  work: withMetrics(alarmRounds),
  logger: new Logger({ serviceName: 'alarm-rounds' }),
  reserveMs: { work: 5_000, answer: 2_000 },
});
