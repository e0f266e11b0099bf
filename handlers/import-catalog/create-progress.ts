import type { ImportProgress } from '../../storefront/catalog/import/import-report.ts';
import type { JobLogger } from '../shared/build-handler.ts';

const pauseMs = 2_000;

/** Writes how far an import is into the log: each phase, and a line every two seconds. */
export const createProgress = (
  logger: Pick<JobLogger, 'info'>,
  now: () => Date,
): ((progress: ImportProgress) => void) => {
  let shownPhase = '';
  let shownAtMs = 0;
  return ({ phase, done, total }) => {
    const atMs = now().getTime();
    if (phase === shownPhase && atMs - shownAtMs < pauseMs) return;
    shownPhase = phase;
    shownAtMs = atMs;
    logger.info('progress', { phase, done, total });
  };
};
