import * as z from 'zod';
import type { Operation } from '../shared/operation.ts';
import { failOverDatabaseEvent } from './event.ts';

const begun = z.object({ outcome: z.literal('begun'), from: z.string() });
const progress = z.object({
  status: z.string(),
  writer: z.string(),
  isOver: z.boolean(),
});

/** What RDS says on the way; whatever else it says, nobody comes back from by waiting. */
const onTheWay = ['available', 'failing-over', 'rebooting', 'modifying', 'backing-up'];

export const operation: Operation = {
  functionName: 'failOverDatabase',
  summary: "Makes the database's standby the writer, as on a game day",
  event: failOverDatabaseEvent,
  examples: {
    status: { status: true },
    plan: { dryRun: true },
    'fail-over': { confirm: 'staging' },
    'to-reader': { to: 'tidemarket-staging-instance-2', confirm: 'staging' },
  },
  follow: (answer) => {
    const { success, data } = begun.safeParse(answer);
    return success ? { status: true, from: data.from } : undefined;
  },
  readProgress: (answer) => {
    const { status, writer, isOver } = progress.parse(answer);
    return {
      percent: isOver ? 100 : status === 'available' ? 0 : 50,
      text: `the database is ${status}, writer ${writer}`,
      isOver,
      failed: !onTheWay.includes(status),
    };
  },
};
