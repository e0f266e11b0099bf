import type { WatchOptions } from './db/mysql/open-mysql.ts';
import type { Logger } from './logger.ts';

/** Logs what becomes of the database's endpoints: each change once, with its reason. */
export const reportEndpoints =
  (logger: Logger): WatchOptions['onChange'] =>
  (endpoint, health) => {
    if (health.state !== 'out') {
      logger.info({ message: 'database endpoint in use', endpoint });
      return;
    }
    const { reason, lagMs, error } = health;
    logger.warn({ message: 'database endpoint left out', endpoint, reason, lag_ms: lagMs, error });
  };
