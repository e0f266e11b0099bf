import type { Logger } from './logger.ts';

/** Logs what becomes of the caches: each change once, with its reason. */
export const reportCaches = (logger: Logger) => ({
  onLoadError: (error: unknown, key: string): void =>
    logger.warn({ message: 'served from cache, because loading it anew failed', key, error }),
  onSharedChange: (error: unknown): void => {
    if (error === undefined) logger.info({ message: 'shared cache in use' });
    else logger.warn({ message: 'shared cache left out', error });
  },
  onSharedError: (error: unknown): void =>
    logger.warn({ message: 'a value could not be written down for the shared cache', error }),
  onWatchTrouble: (error: unknown): void => {
    if (error === undefined) logger.info({ message: 'changes of the catalog are seen again' });
    else logger.warn({ message: 'changes of the catalog are not seen', error });
  },
});
