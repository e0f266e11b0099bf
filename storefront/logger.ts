import { type DestinationStream, destination, type Logger, pino } from 'pino';

import { requestFields } from './request-context.ts';

export type { Logger };

/**
 * Logs one JSON object a line, with the field names of the Lambda functions' logger.
 * A line of a request carries its id. Lines are written in batches; `flush` writes what is left.
 */
export const createLogger = (
  level: string,
  stream: DestinationStream & { flushSync?: () => void } = destination({
    minLength: 4096,
    sync: false,
    periodicFlush: 200,
  }),
): { logger: Logger; flush: () => void } => {
  const logger = pino(
    {
      level,
      base: { service: 'storefront' },
      messageKey: 'message',
      errorKey: 'error',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      mixin: requestFields,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    stream,
  );
  return { logger, flush: () => stream.flushSync?.() };
};
