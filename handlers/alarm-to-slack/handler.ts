import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { withMetrics } from '../shared/with-metrics.ts';
import { alarmToSlack } from './alarm-to-slack.ts';
import { readConfig } from './config.ts';
import { alarmToSlackEvent } from './event.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: alarmToSlackEvent,
  buildServices: () => buildServices(readConfig()),
  work: withMetrics(alarmToSlack),
  logger: new Logger({ serviceName: 'alarm-to-slack' }),
  hide: ({ slackSettings }) => slackSettings.hide,
  reserveMs: { work: 8_000, answer: 2_000 },
});
