import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { withMetrics } from '../shared/with-metrics.ts';
import { readConfig } from './config.ts';
import { verifyBackupEvent } from './event.ts';
import { buildServices } from './services.ts';
import { verifyBackup } from './verify-backup.ts';

export const handler = buildHandler({
  event: verifyBackupEvent,
  buildServices: () => buildServices(readConfig()),
  work: withMetrics(verifyBackup),
  logger: new Logger({ serviceName: 'verify-backup' }),
  reserveMs: { work: 5_000, answer: 2_000 },
});
