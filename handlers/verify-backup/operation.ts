import * as z from 'zod';
import type { Operation } from '../shared/operation.ts';
import { byHand } from './event.ts';

const begun = z.object({ outcome: z.literal('begun'), execution: z.string().min(1) });
const progress = z.object({
  status: z.string(),
  summary: z.string(),
  step: z.string().optional(),
});

/** Most of the time goes by while RDS makes the copy. */
const percents: Readonly<Record<string, number>> = {
  Begin: 5,
  IsBusy: 5,
  Restore: 10,
  WaitForCopy: 20,
  LookAtCopy: 20,
  IsCopyReady: 20,
  SetPassword: 60,
  WaitForPassword: 65,
  LookAtPassword: 65,
  IsPasswordSet: 65,
  Check: 70,
  CleanUp: 85,
  IsGone: 85,
  WaitUntilGone: 85,
  Report: 98,
  IsProven: 99,
};

export const operation: Operation = {
  functionName: 'verifyBackup',
  summary: 'Restores a backup, compares it with what the database held, and deletes the copy',
  event: byHand,
  examples: {
    status: { action: 'status' },
    plan: { action: 'start', dryRun: true },
    start: { action: 'start' },
    leftovers: { action: 'sweep', dryRun: true },
  },
  follow: (answer) => {
    const { success, data } = begun.safeParse(answer);
    return success ? { action: 'status', execution: data.execution } : undefined;
  },
  readProgress: (answer) => {
    const { status, summary, step = '' } = progress.parse(answer);
    const isOver = status !== 'RUNNING';
    return {
      percent: isOver ? 100 : (percents[step] ?? 0),
      text: summary,
      isOver,
      failed: isOver && status !== 'SUCCEEDED',
    };
  },
};
