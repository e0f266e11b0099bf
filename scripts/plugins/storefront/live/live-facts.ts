import type { Context } from '../context.ts';
import type { RollbackConfiguration } from '../osls.ts';
import { countLiveInstances } from './live-group.ts';
import { findRollbackTriggers, type RollbackTriggers } from './rollback-triggers.ts';

export type LiveFacts = {
  /** Instances that serve, or are about to. */
  readonly live: number;
  readonly triggers: RollbackTriggers;
  readonly rollbackConfiguration: RollbackConfiguration | undefined;
};

/** What an update of the stack has to know about how it is at this moment. */
export const readLiveFacts = async (context: Context): Promise<LiveFacts> => {
  const { rollbackAlarms, rollbackMonitoringMinutes } = context.settings();
  const [{ autoScaling, cloudWatch }, stack] = await Promise.all([
    context.clients(),
    context.stack(),
  ]);
  const [live, triggers] = await Promise.all([
    countLiveInstances(autoScaling, stack),
    findRollbackTriggers(cloudWatch, { stack, rollbackAlarms }),
  ]);
  const rollbackConfiguration =
    triggers.watched.length === 0
      ? undefined
      : {
          MonitoringTimeInMinutes: rollbackMonitoringMinutes,
          RollbackTriggers: [...triggers.watched],
        };
  return { live, triggers, rollbackConfiguration };
};
