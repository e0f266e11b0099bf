import type { Operation } from '../shared/operation.ts';
import { alarmRoundsEvent } from './event.ts';

export const operation: Operation = {
  functionName: 'alarmRounds',
  summary: 'Sends the heartbeat, reminds of alarms that last, and sums up the week',
  event: alarmRoundsEvent,
  examples: {
    heartbeat: { round: 'heartbeat' },
    reminder: { round: 'reminder' },
    digest: { round: 'digest' },
  },
};
