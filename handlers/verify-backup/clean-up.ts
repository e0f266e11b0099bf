import { Failure } from '../shared/failure.ts';
import { deleteCopy, findCopy } from './copies.ts';
import { buildCopyName, buildDrillId } from './drill-name.ts';
import type { EventOf } from './event.ts';
import type { Services } from './services.ts';

/** Of the whole drill: less than the state machine has, so that there is time to report. */
const giveUpAfterMs = 4 * 3_600_000;

export type CleanUpResult = {
  readonly outcome: 'deleting' | 'gone';
  readonly copy: string;
  readonly waitSeconds: number;
};

/**
 * Deletes what the drill has made, a step at a time: ask again until it is gone.
 * @throws Failure NOT_OURS, CLEAN_UP_STUCK
 */
export const cleanUp = async (
  event: EventOf<'cleanUp'>,
  { rds, config, now }: Services,
): Promise<CleanUpResult> => {
  const name = buildCopyName(config.STACK_NAME, buildDrillId(event));
  const waitSeconds = config.DRILL_WAIT_SECONDS;
  const copy = await findCopy(rds, name);
  if (!copy) return { outcome: 'gone', copy: name, waitSeconds };
  await deleteCopy(rds, config.STACK_NAME, copy);
  const takenMs = now().getTime() - new Date(event.startedAt).getTime();
  if (takenMs > giveUpAfterMs) {
    throw new Failure(
      'CLEAN_UP_STUCK',
      `${name} is still ${copy.status}`,
      'The sweep of every hour goes on trying. See docs/runbooks/DrillLeftovers.md.',
    );
  }
  return { outcome: 'deleting', copy: name, waitSeconds };
};
