import { Logger } from '@aws-lambda-powertools/logger';
import { buildHandler } from '../shared/build-handler.ts';
import { checkBackup } from './check-backup.ts';
import { readConfig } from './config.ts';
import { checkBackupEvent } from './event.ts';
import { buildServices } from './services.ts';

export const handler = buildHandler({
  event: checkBackupEvent,
  buildServices: () => buildServices(readConfig()),
  work: checkBackup,
  logger: new Logger({ serviceName: 'check-backup' }),
  hide: ({ secrets }) => secrets.hide,
  reserveMs: { work: 10_000, answer: 5_000 },
});
