import { Logger } from '@aws-lambda-powertools/logger';
import { buildDataServices } from '../shared/build-data-services.ts';
import { buildHandler } from '../shared/build-handler.ts';
import { readConfig } from './config.ts';
import { reconcileOrdersEvent } from './event.ts';
import { reconcileOrders } from './reconcile-orders.ts';

export const handler = buildHandler({
  event: reconcileOrdersEvent,
  buildServices: () => buildDataServices(readConfig()),
  work: reconcileOrders,
  logger: new Logger({ serviceName: 'reconcile-orders' }),
  hide: ({ secrets }) => secrets.hide,
});
